using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Samples;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Tabular;

public class PipelineTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Each_fold_of_a_cross_validation_has_medians_and_indicators_of_its_own()
    {
        var data = Person.View(_context, Person.Many(60));
        var pipeline = _context.Transforms.TabularFeatures("Features", data.Schema, "Label")
            .Append(_context.BinaryClassification.Trainers.LbfgsLogisticRegression());

        var folds = _context.BinaryClassification.CrossValidate(data, pipeline, numberOfFolds: 3);

        foreach (var fold in folds)
        {
            // The held-out rows are those that the fold did not learn from.
            var held = fold.ScoredHoldOutSet.GetColumn<double>("Income").ToHashSet();
            double[] learned = [.. data.GetColumn<double>("Income").Where(income => !held.Contains(income)).Order()];
            var median = (learned[(learned.Length - 1) / 2] + learned[learned.Length / 2]) / 2;
            Assert.Equal([median], fold.Model.GetTabularFeatures("Features").Columns[1].Medians);
        }

        Assert.Equal(3, folds.Select(fold => fold.Model.GetTabularFeatures("Features").Columns[1].Medians[0]).Distinct().Count());
    }

    [Fact]
    public void It_replaces_the_steps_that_most_pipelines_begin_with()
    {
        var data = _context.Data.LoadFromTextFile(PenguinsCsv.FullPath, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            MissingRealsAsNaNs = true,
            Columns = [new("island", DataKind.String, 1), new("measurements", DataKind.Single, 2, 5), new("sex", DataKind.String, 6)],
        });
        var steps = _context.Transforms.IndicateMissingValues("gaps", "measurements")
            .Append(_context.Transforms.Conversion.ConvertType("gaps", outputKind: DataKind.Single))
            .Append(_context.Transforms.CustomMapping<Measured, Measured>((row, filled) => filled.Values = [.. row.Values.Select(
                (value, i) => float.IsNaN(value) ? new[] { 44.45f, 17.3f, 197, 4050 }[i] : value)], null))
            .Append(_context.Transforms.Categorical.NaNAwareOneHotEncoding([new("island"), new("sex")]))
            .Append(_context.Transforms.Concatenate("Features", "island", "measurements", "gaps", "sex"));

        var expected = steps.Fit(data).Transform(data);

        Assert.Equal(Features.Rows(expected), Features.Rows(Features.Fit(_context, data).Transform(data)));
    }

    [Fact]
    public void Permutation_importance_is_named_by_slots()
    {
        var data = Person.View(_context, Person.Many(80));
        var features = Features.Fit(_context, data, label: "Label").Transform(data);
        var model = _context.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(features);

        var importance = _context.BinaryClassification.PermutationFeatureImportanceNonCalibrated((ITransformer)model, features);

        Assert.Equal(Features.Names(features).Order(), importance.Keys.Order());
    }

    [Fact]
    public void A_prediction_engine_makes_features_of_single_rows()
    {
        var transformer = Features.Fit(_context, Person.View(_context, Person.Four), label: "Label");
        using var engine = _context.Model.CreatePredictionEngine<Person, Made>(transformer);

        var made = engine.Predict(new Person { Age = float.NaN, Income = double.NaN, City = "Oslo", Tests = [5, float.NaN] });

        Assert.Equal([30, 1, 75, 0, 1, 0, 0, 1, 0, 5, 25, 0], made.Features);
    }

    [Fact]
    public void The_data_are_read_once_to_learn_and_not_before_they_are_asked_for()
    {
        var rows = 0;
        var data = Person.View(_context, Person.Many(50).Select(person =>
        {
            rows++;
            return person;
        }));

        var transformer = Features.Fit(_context, data, label: "Label");
        Assert.Equal(50, rows);

        var made = transformer.Transform(data);
        Features.Names(made);
        Assert.Equal(2, made.GetColumn<double>("Income").Take(2).Count());
        Assert.InRange(rows, 51, 53);
    }

    [Fact]
    public void The_schema_the_estimator_promises_is_the_one_the_transformer_makes()
    {
        foreach (var data in new[]
        {
            Person.View(_context, Person.Four), Encoding.Text(_context, "a"), Encoding.Single(_context, 1),
            _context.Transforms.CopyColumns("Features", "Label").Fit(Person.View(_context, Person.Four))
                .Transform(Person.View(_context, Person.Four)),
        })
        {
            string? label = data.Schema.GetColumnOrNull("Label") is null ? null : "Label";
            string[] ignore = data.Schema.GetColumnOrNull("Features") is null ? [] : ["Features"];
            var estimator = _context.Transforms.TabularFeatures("Features", data.Schema, label, ignore: ignore);

            var promised = SchemaText.Of(estimator.GetOutputSchema(Encoding.Shape(data.Schema)));

            var transformer = estimator.Fit(data);
            Assert.Equal(SchemaText.Of(Encoding.Shape(transformer.GetOutputSchema(data.Schema))), promised);
            Assert.Equal(SchemaText.Of(Encoding.Shape(transformer.Transform(data).Schema)), promised);
        }
    }

    [Fact]
    public void A_model_asks_for_no_label()
    {
        var data = Person.View(_context, Person.Four);
        var transformer = Features.Fit(_context, data, label: "Label");

        var unlabelled = _context.Transforms.DropColumns("Label").Fit(data).Transform(data);

        Assert.Equal(Features.Rows(transformer.Transform(data)), Features.Rows(transformer.Transform(unlabelled)));
    }

    [Fact]
    public void One_transformer_serves_many_threads_and_cursors()
    {
        var data = _context.Data.Cache(Person.View(_context, Person.Many(2000)));
        var transformer = Features.Fit(_context, data, label: "Label");
        var expected = Features.Rows(transformer.Transform(data));

        Parallel.For(0, 8, _ => Assert.Equal(expected, Features.Rows(transformer.Transform(data))));

        var made = transformer.Transform(data);
        var rows = new ConcurrentDictionary<ulong, string>();
        Parallel.ForEach(made.GetRowCursorSet([made.Schema["Features"]], 3), cursor =>
        {
            using (cursor)
            {
                var (vector, id) = (default(VBuffer<float>), default(DataViewRowId));
                var (getVector, getId) = (cursor.GetGetter<VBuffer<float>>(cursor.Schema["Features"]), cursor.GetIdGetter());
                while (cursor.MoveNext())
                {
                    getVector(ref vector);
                    getId(ref id);
                    Assert.True(rows.TryAdd(id.Low, FormattableString.Invariant($"{string.Join(' ', vector.DenseValues().Select(
                        value => FormattableString.Invariant($"{value}")))}")));
                }
            }
        });
        Assert.Equal(expected, rows.OrderBy(row => row.Key).Select(row => row.Value));
    }

    [Fact]
    public void A_fit_stops_when_the_context_is_cancelled()
    {
        var context = new MLContext();
        var cancel = typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var read = 0;
        var data = context.Data.LoadFromEnumerable(Enumerable.Range(0, 1_000_000).Select(row =>
        {
            read = row;
            if (row == 5000)
                cancel.Invoke(context, null);

            return new Encoding.Row<float> { C = row };
        }));

        Assert.Throws<OperationCanceledException>(() => Features.Fit(context, data));
        Assert.InRange(read, 5000, 10_000);
    }

    private sealed class Made
    {
        public float[] Features { get; set; } = [];
    }

    private sealed class Measured
    {
        [ColumnName("measurements"), VectorType(4)]
        public float[] Values { get; set; } = [];
    }
}
