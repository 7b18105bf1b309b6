using Microsoft.ML.Data;
using MlNetDl.Transforms;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up wherever a schema is at hand.
namespace Microsoft.ML;

/// <summary>Which slot of a multiclass model's scores is of which class.</summary>
public static class ClassScoresExtensions
{
    /// <summary>The names of the classes, in the order of the slots of the scores: the order of the label's keys in training.</summary>
    /// <remarks>
    /// They are those of the labels that the model was trained on, whatever keys the data at hand has. A prediction engine has its schema
    /// in <c>engine.OutputSchema</c>.
    /// </remarks>
    /// <param name="schema">The columns of scored data, of any multiclass model.</param>
    /// <param name="scoreColumnName">The name of the column of scores.</param>
    /// <exception cref="ArgumentNullException"><paramref name="schema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not a vector of Single of known
    /// size.</exception>
    public static IReadOnlyList<string> GetClassNames(
        this DataViewSchema schema, string scoreColumnName = "Score")
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(schema);
        var score = ScoredColumns.Find(
            schema, scoreColumnName,
            type => type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single,
            "score", "a vector of Single of known size, as multiclass models give it", nameof(GetClassNames));
        return ColumnNames.OfClasses(score, ((VectorDataViewType)score.Type).Size);
    }

    /// <summary>Pairs the scores of a row with the names of the classes.</summary>
    /// <param name="schema">The columns of scored data, such as a prediction engine's <c>OutputSchema</c>.</param>
    /// <param name="scores">The scores of a row.</param>
    /// <param name="scoreColumnName">The name of the column of scores.</param>
    /// <returns>A pair a class, in the order of the slots.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="schema"/> or <paramref name="scores"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it has another number of slots.</exception>
    public static IReadOnlyList<ClassScore> GetClassScores(
        this DataViewSchema schema, float[] scores, string scoreColumnName = "Score")
    {
        ArgumentNullException.ThrowIfNull(scores);
        var names = schema.GetClassNames(scoreColumnName);
        return names.Count == scores.Length ? [.. names.Zip(scores, (name, score) => new ClassScore(name, score))]
            : throw new ArgumentOutOfRangeException(nameof(scores), scores.Length, FormattableString.Invariant(
                $"{nameof(GetClassScores)}: there are {scores.Length} scores; column '{scoreColumnName}' has a slot for each of ") +
                FormattableString.Invariant($"{names.Count} classes. Give the scores of a row of this very data."));
    }
}
