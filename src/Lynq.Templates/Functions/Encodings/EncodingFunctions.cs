using System.Globalization;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Encodings;

/// <summary>Base64 and base32. A text that cannot be decoded gives the decoder's message, as in Sprig.</summary>
internal static class EncodingFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("b64enc", [Types.String], static (context, args) =>
            {
                var bytes = GoText.ToBytes(args[0].AsString);
                context.ReserveSize(bytes.Length * 4L / 3);
                return Value.FromString(Convert.ToBase64String(bytes));
            })
            .Add("b32enc", [Types.String], static (context, args) =>
            {
                var bytes = GoText.ToBytes(args[0].AsString);
                context.ReserveSize(bytes.Length * 8L / 5);
                return Value.FromString(Base32Text.Encode(bytes));
            })
            .Add("b64dec", [Types.String], static (context, args) =>
            {
                context.Work(args[0].AsString.Length);
                return Decoded("base64", Base64Text.TryDecode(args[0].AsString, out var bytes, out var errorAt), bytes, errorAt);
            })
            .Add("b32dec", [Types.String], static (context, args) =>
            {
                context.Work(args[0].AsString.Length);
                return Decoded("base32", Base32Text.TryDecode(args[0].AsString, out var bytes, out var errorAt), bytes, errorAt);
            });
    }

    /// <summary>Go's message for text that cannot be decoded.</summary>
    internal static string DescribeError(string encoding, int at) =>
        string.Create(CultureInfo.InvariantCulture, $"illegal {encoding} data at input byte {at}");

    private static Value Decoded(string encoding, bool decoded, byte[]? bytes, int errorAt) =>
        Value.FromString(decoded ? GoText.FromBytes(bytes) : DescribeError(encoding, errorAt));
}
