using Microsoft.ML.Model.OnnxConverter;

namespace MlNetDl.Transforms.MlNet;

/// <summary>Adds nodes and constants to an ONNX graph, under names that hide no column of the data.</summary>
/// <param name="ctx">The graph that is being written.</param>
/// <param name="column">The column the nodes are for; their outputs are named after it.</param>
internal sealed class OnnxGraph(OnnxContext ctx, string column)
{
    private const string StandardOperators = "", MachineLearningOperators = "ai.onnx.ml";

    /// <summary>Adds encoded columns to a graph.</summary>
    /// <remarks>
    /// As everywhere in ML.NET, an output is left out if the graph lacks its input, for a step before could not be written.
    /// </remarks>
    /// <param name="ctx">The graph that is being written.</param>
    /// <param name="pairs">The names of the columns.</param>
    /// <param name="add">Adds the column of a number, made of the variable of a name.</param>
    public static void AddColumns(OnnxContext ctx, (string Output, string Input)[] pairs, Action<int, string> add)
    {
        // All inputs are looked for before any output is added, which may take the name of one.
        var sources = Array.ConvertAll(pairs, pair => ctx.ContainsColumn(pair.Input) ? ctx.GetVariableName(pair.Input) : null);
        for (var i = 0; i < pairs.Length; i++)
        {
            if (sources[i] is { } source)
                add(i, source);
            else
                ctx.RemoveColumn(pairs[i].Output);
        }
    }

    /// <summary>Adds a node and gives the name of its output.</summary>
    public string Add(string operation, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var output = Variable(operation);
        Add(operation, inputs, [output], attributes);
        return output;
    }

    /// <summary>Adds a node that splits a matrix into its columns, and gives their names.</summary>
    public string[] Split(string matrix, int count)
    {
        var columns = new string[count];
        for (var i = 0; i < count; i++)
            columns[i] = Variable("Split");
        Add("Split", [matrix], columns, ("axis", 1L));
        return columns;
    }

    /// <summary>Adds a node whose outputs have names already.</summary>
    public void Add(string operation, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        var domain = operation == "LabelEncoder" ? MachineLearningOperators : StandardOperators;
        var node = ctx.CreateNode(operation, inputs, outputs, ctx.GetNodeName(operation), domain);
        foreach (var (name, value) in attributes)
        {
            switch (value)
            {
                case long number: node.AddAttribute(name, number); break;
                case long[] numbers: node.AddAttribute(name, numbers); break;
                case float[] numbers: node.AddAttribute(name, numbers); break;
                case string[] texts: node.AddAttribute(name, texts); break;
                case Type type: node.AddAttribute(name, type); break;
                default: throw new ArgumentException($"No attribute of a node is {value.GetType()}.", nameof(attributes));
            }
        }
    }

    public string Constant(float[] values, params long[] dimensions)
        => Named("floats", name => ctx.AddInitializer(values, dimensions, name));

    public string Constant(double[] values, params long[] dimensions)
        => Named("doubles", name => ctx.AddInitializer(values, dimensions, name));

    public string Constant(int[] values, params long[] dimensions)
        => Named("integers", name => ctx.AddInitializer(values, typeof(int), dimensions, name));

    public string Constant(long[] values, params long[] dimensions)
        => Named("integers", name => ctx.AddInitializer(values, dimensions, name));

    private string Variable(string operation) => Named(operation, name => ctx.AddIntermediateVariable(null, name, skip: true));

    /// <summary>
    /// The context takes each name it gives for a column's. One that is a column's would lose the column, and one that is
    /// not must not become one.
    /// </summary>
    private string Named(string what, Func<string, string> add)
    {
        var name = $"{column}.{what}";
        while (ctx.ContainsColumn(name))
            name += '_';

        var variable = add(name);
        ctx.RemoveColumn(name);
        return variable;
    }
}
