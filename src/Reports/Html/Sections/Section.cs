namespace MlNetDl.Reports.Html.Sections;

/// <summary>A part of the page.</summary>
/// <param name="Id">What links to it name.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Content">What stands below the heading.</param>
internal sealed record Section(string Id, string Title, Markup Content);
