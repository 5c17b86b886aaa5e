namespace GpuBench.Publications.Projecting.Validating;

/// <summary>Questions in plain words.</summary>
public static class QuestionWords
{
    /// <returns>E.g. <c>from figures of other programs there</c>.</returns>
    public static string Of(Question question) => question switch
    {
        Question.Size => "from figures of other sizes there",
        Question.Publication => "from figures of other programs there",
        Question.Accelerator => "from its nominal figures, as it has few others or none",
        _ => "from its nominal figures, as its family has no others",
    };

    /// <returns>What a validation leaves out in turn, e.g. <c>publications</c>.</returns>
    public static string FoldsOf(Question question) => question switch
    {
        Question.Size => "sizes",
        Question.Publication => "publications",
        Question.Accelerator => "chips",
        _ => "families",
    };
}
