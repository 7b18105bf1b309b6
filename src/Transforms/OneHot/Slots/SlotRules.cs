using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>What the user decided of a column that still matters when its rows are encoded.</summary>
/// <param name="Where">What the values are of, as a message says it: "input column 'city'".</param>
/// <param name="Unseen">How values are encoded that are no category.</param>
/// <param name="DropFirst">Whether the first category has no slot.</param>
/// <param name="Tokens">What is missing beside what is so for every user.</param>
internal sealed record SlotRules(string Where, UnseenValues Unseen, bool DropFirst, MissingTokens Tokens)
{
    private const string Part = "The rules of the one-hot encoding";

    public static SlotRules Of(string where, NaNAwareOneHotEncodingEstimator.Options options)
        => new(where, options.UnseenValues, options.DropFirst, MissingTokens.Of(options));

    public void Save(ModelSaveContext ctx)
    {
        // byte: the unseen values' encoding
        // bool: whether the first category is dropped
        // bool: whether tokens are compared without case
        // int: number of tokens
        // the tokens
        ctx.Writer.Write((byte)Unseen);
        ctx.Writer.Write(DropFirst);
        ctx.Writer.Write(Tokens.IgnoreCase);
        ctx.Writer.Write(Tokens.Texts.Length);
        foreach (var token in Tokens.Texts)
            ctx.SaveString(token);
    }

    public static SlotRules Load(IExceptionContext ectx, ModelLoadContext ctx, string where)
    {
        ctx.Reader.CheckRemaining(ectx, sizeof(byte) + (2 * sizeof(bool)) + sizeof(int), Part);
        var unseen = (UnseenValues)ctx.Reader.ReadByte();
        ectx.CheckDecode(Enum.IsDefined(unseen), "Unseen values are to be encoded in a way this version does not know.");
        var dropFirst = ctx.Reader.ReadBoolean();
        var ignoreCase = ctx.Reader.ReadBoolean();
        var tokens = new string[ctx.Reader.ReadCount(ectx, sizeof(int), Part)];
        for (var i = 0; i < tokens.Length; i++)
            tokens[i] = ctx.LoadString();
        return new SlotRules(where, unseen, dropFirst, new MissingTokens(tokens, ignoreCase));
    }
}
