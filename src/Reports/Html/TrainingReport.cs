namespace MlNetDl.Reports;

/// <summary>A report of a training run: one page of HTML that needs nothing beside it.</summary>
public sealed class TrainingReport
{
    internal TrainingReport(string html) => Html = html;

    /// <summary>The page.</summary>
    public string Html { get; }

    /// <summary>Writes the page to a file, in UTF-8; one that is there is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        File.WriteAllText(path, Html);
    }
}
