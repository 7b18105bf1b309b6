namespace MlNetDl.Reports;

/// <summary>The colours of a picture.</summary>
public enum PictureTheme
{
    /// <summary>Dark on white.</summary>
    Light = 0,

    /// <summary>Light on a dark grey.</summary>
    Dark = 1,
}
