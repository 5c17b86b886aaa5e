namespace GpuBench.Publications.Data;

/// <summary>Where the data of results/ come from.</summary>
public interface IDataFiles
{
    /// <param name="folder">E.g. <c>published</c>; empty for results/ itself.</param>
    /// <returns>The folder's JSON files by name; none where it does not exist.</returns>
    IEnumerable<DataFile> In(string folder);
}
