using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;
using OutputKind = Microsoft.ML.Transforms.OneHotEncodingEstimator.OutputKind;

namespace MlNetDl.Tests.OneHot;

public class OutputKindTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void A_key_is_the_number_of_the_slot_from_1_and_stands_for_the_category()
    {
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "b", "a"), new EncodingOptions { OutputKind = OutputKind.Key });

        var encoded = transformer.Transform(Encoding.Text(_context, "a", "b", null, "z"));

        Assert.Equal([1u, 2, 3, 0], encoded.GetColumn<uint>("c"));
        var values = default(VBuffer<ReadOnlyMemory<char>>);
        encoded.Schema["c"].GetKeyValues(ref values);
        Assert.Equal(["a", "b", "nan"], values.DenseValues().Select(value => value.ToString()));
        var back = _context.Transforms.Conversion.MapKeyToValue("c").Fit(encoded).Transform(encoded);
        Assert.Equal(["a", "b", "nan", ""], back.GetColumn<string>("c"));
    }

    [Fact]
    public void Keys_of_a_vector_share_their_categories()
    {
        var data = Encoding.Vectors<string?>(_context, [["b", "a"], ["c", null]]);

        var encoded = Encoding.Fit(_context, data, new EncodingOptions { OutputKind = OutputKind.Key }).Transform(data);

        Assert.Equal(["2 1", "3 4"], encoded.GetColumn<VBuffer<uint>>("c").Select(keys => string.Join(' ', keys.DenseValues())));
        Assert.Equal(new VectorDataViewType(new KeyDataViewType(typeof(uint), 4), 2), encoded.Schema["c"].Type);
    }

    [Fact]
    public void A_bag_is_the_sum_over_the_elements()
    {
        var transformer = Encoding.Fit(
            _context, Encoding.Vectors<string?>(_context, [["b", "a", "c"]]), new EncodingOptions { OutputKind = OutputKind.Bag });

        var encoded = transformer.Transform(
            Encoding.Vectors<string?>(_context, [["b", "a", "b"], [null, "z", null], ["z", "z", "z"], ["c", "b", "a"], ["b", "b", "b"]]));

        Assert.Equal(["c_a", "c_b", "c_c", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0,1 is 2", "3 is 2", "", "0,1,2", "1 is 3"], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void A_bag_of_a_scalar_is_its_indicator()
    {
        var data = Encoding.Text(_context, "b", "a", null);
        var bag = Encoding.Fit(_context, data, new EncodingOptions { OutputKind = OutputKind.Bag }).Transform(data);
        var indicator = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(Encoding.HotSlots(indicator), Encoding.HotSlots(bag));
        Assert.Equal(SchemaText.Of(Encoding.Shape(indicator.Schema)), SchemaText.Of(Encoding.Shape(bag.Schema)));
    }

    [Fact]
    public void Binary_is_the_number_of_the_slot_from_1_the_highest_bit_first()
    {
        var transformer = Encoding.Fit(
            _context, Encoding.Text(_context, "a", "b", "c"), new EncodingOptions { OutputKind = OutputKind.Binary });

        var encoded = transformer.Transform(Encoding.Text(_context, "a", "b", "c", null, "z"));

        // 4 slots and none: 1, 2, 3, 4 and 0 in three bits.
        Assert.Equal(["c_bit2", "c_bit1", "c_bit0"], Encoding.SlotNames(encoded));
        Assert.Equal(["2", "1", "1,2", "0", ""], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void Each_element_of_a_vector_has_bits_of_its_own()
    {
        var data = Encoding.Vectors<string?>(_context, [["a", null], ["b", null]], ["x", "y"]);

        var encoded = Encoding.Fit(_context, data, new EncodingOptions { OutputKind = OutputKind.Binary }).Transform(data);

        Assert.Equal(["c_x_bit1", "c_x_bit0", "c_y_bit0"], Encoding.SlotNames(encoded));
        Assert.Equal(["1,2", "0,2"], Encoding.HotSlots(encoded));
    }

    public static TheoryData<OutputKind, bool> Outputs
    {
        get
        {
            var rows = new TheoryData<OutputKind, bool>();
            foreach (var kind in Enum.GetValues<OutputKind>())
            {
                rows.Add(kind, false);
                rows.Add(kind, true);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void The_schema_promised_is_the_one_delivered(OutputKind kind, bool vector)
    {
        var data = vector ? Encoding.Vectors<string?>(_context, [["b", "a"], ["c", null]]) : Encoding.Text(_context, "a", "b", null);
        var estimator = _context.Transforms.Categorical.NaNAwareOneHotEncoding("c", options: new EncodingOptions { OutputKind = kind });

        var promised = estimator.GetOutputSchema(Encoding.Shape(data.Schema));

        Assert.Equal(SchemaText.Of(Encoding.Shape(estimator.Fit(data).Transform(data).Schema)), SchemaText.Of(promised));
    }
}
