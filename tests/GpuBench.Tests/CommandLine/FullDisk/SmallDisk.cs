using System.Diagnostics;
using GpuBench.Tests.Fakes;

namespace GpuBench.Tests.CommandLine.FullDisk;

/// <summary>
/// A small file system in memory. Only the program and its shell can access it, and it is removed when they exit. The script copies its
/// content to a folder that remains.
/// </summary>
internal sealed class SmallDisk(TemporaryFolder folder)
{
    // To mount a file system, the process needs root or a system that lets users create namespaces.
    private static readonly string[] Namespaces = ["-m", "-Urm"];

    // $1 is the disk's options, $2 its mount point, $3 the folder for copies of its content. The command follows.
    // After the first run the disk is enlarged. The run is resumed, or starts again if there is no journal.
    private const string Script = """
        disk=$2 kept=$3
        mount -t tmpfs -o "$1" tmpfs "$disk" && cd "$disk" || exit 99
        shift 3
        "$@" >report.json 2>"$kept/first.error"
        echo $? >"$kept/first.exit"
        cp -r . "$kept/first"
        mount -o remount,size=64m,nr_inodes=1000 "$disk" || exit 99
        if [ -e run.json.journal.jsonl ]; then
            set -- "$1" "$2" run --resume --out run.json --json
        fi
        "$@" >report.json 2>"$kept/second.error"
        echo $? >"$kept/second.exit"
        cp -r . "$kept/second"
        """;

    // $1 is the disk's options, $2 its mount point. The command follows. Standard error ends with the list of files on the disk.
    private const string CacheScript = """
        disk=$2
        mount -t tmpfs -o "$1" tmpfs "$disk" || exit 99
        shift 2
        XDG_CACHE_HOME="$disk" TMPDIR="$disk" "$@"
        status=$?
        find "$disk" -type f -name '*.so*' >&2
        exit $status
        """;

    /// <summary>Why such a disk cannot be mounted here, or null if it can.</summary>
    public static string? RefusalReason =>
        Namespace is null ? "a small file system cannot be mounted here: that needs root or user namespaces" : null;

    private static string? Namespace => Array.Find(Namespaces, option => Start(option, ["-c", "mount -t tmpfs tmpfs /mnt"]).ExitCode == 0);

    /// <summary>Runs the program on the disk, then once more on the enlarged disk.</summary>
    /// <param name="options">Options of <c>mount</c>: <c>size=4k</c>, <c>nr_inodes=2</c>.</param>
    public SmallDiskRuns Run(string options, params string[] arguments)
    {
        var name = options.Replace('=', '-');
        var disk = Directory.CreateDirectory(folder.Combine(name, "disk")).FullName;
        var kept = Directory.CreateDirectory(folder.Combine(name, "kept")).FullName;
        var command = Cli.Command(folder.FullName, arguments);
        var exitCode = Start(Namespace!, ["-c", Script, "sh", options, disk, kept, command.FileName, .. command.ArgumentList]).ExitCode;
        return exitCode == 0 ? new(kept) : throw new InvalidOperationException($"{options}: the script ended with {exitCode}");
    }

    /// <summary>Runs the program with its cache and its temporary files on the disk.</summary>
    /// <returns>The result. Its standard error ends with the paths of the libraries that are on the disk at the end.</returns>
    public CliResult RunWithCache(string options, params string[] arguments)
    {
        var disk = Directory.CreateDirectory(folder.Combine("cache")).FullName;
        var command = Cli.Command(folder.FullName, arguments);
        return Start(Namespace!, ["-c", CacheScript, "sh", options, disk, command.FileName, .. command.ArgumentList]);
    }

    private static CliResult Start(string option, IReadOnlyList<string> shell)
    {
        try
        {
            return Cli.Run(new ProcessStartInfo("unshare", [option, "sh", .. shell])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (System.ComponentModel.Win32Exception cause)
        {
            return new(127, "", cause.Message);
        }
    }
}
