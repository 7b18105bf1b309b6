namespace MlNetDl.Trainers;

/// <summary>Whether training ends when the validation rows show no more progress, and the best epoch's parameters are kept.</summary>
public enum EarlyStopping
{
    /// <summary>On where there are validation rows: given to <c>Fit</c>, or split off by <c>ValidationFraction</c>.</summary>
    Auto = 0,

    /// <summary>
    /// On; without validation rows given, a tenth of the training rows is split off unless <c>ValidationFraction</c> says otherwise.
    /// </summary>
    On = 1,

    /// <summary>Off: the last epoch's parameters are kept, and validation rows are only reported on.</summary>
    Off = 2,
}
