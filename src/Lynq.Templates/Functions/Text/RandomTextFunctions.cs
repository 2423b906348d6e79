using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Text;

/// <summary>Functions that make random text, identifiers and numbers from a cryptographic source.</summary>
internal static class RandomTextFunctions
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string _printable = string.Concat(Enumerable.Range(' ', 95).Select(static c => (char)c));

    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        AddRandom(functions, "randAlpha", Letters);
        AddRandom(functions, "randNumeric", Digits);
        AddRandom(functions, "randAlphaNum", Letters + Digits);
        AddRandom(functions, "randAscii", _printable);
        functions
            .Add("randBytes", [Types.Int], static (context, args) => RandomBytes(context, args[0].AsInt), nonDeterministic: true)
            .Add("randInt", [Types.Int, Types.Int], static (_, args) => RandomInt(args[0].AsInt, args[1].AsInt), nonDeterministic: true)
            .Add("uuidv4", [], static (_, _) => Value.FromString(Guid.NewGuid().ToString("D")), nonDeterministic: true)
            .Add("shuffle", [Types.String], static (context, args) => Shuffle(context, args[0].AsString), nonDeterministic: true);
    }

    /// <summary>A number from 0 up to but not including <paramref name="bound"/>, without bias.</summary>
    internal static ulong Below(ulong bound)
    {
        Span<byte> buffer = stackalloc byte[sizeof(ulong)];
        var excess = ((ulong.MaxValue % bound) + 1) % bound;
        while (true)
        {
            RenderContext.FillRandom(buffer);
            var number = BinaryPrimitives.ReadUInt64LittleEndian(buffer);
            if (number <= ulong.MaxValue - excess) return number % bound;
        }
    }

    private static void AddRandom(FunctionRegistry functions, string name, string characters) =>
        functions.Add(name, [Types.Int], (context, args) => RandomText(context, args[0].AsInt, characters), nonDeterministic: true);

    private static Value RandomText(RenderContext context, long count, string characters)
    {
        if (count <= 0) return Value.EmptyString;
        context.ReserveSize(count);
        return Value.FromString(System.Security.Cryptography.RandomNumberGenerator.GetString(characters, (int)count));
    }

    private static Value RandomBytes(RenderContext context, long count)
    {
        if (count < 0) throw new FunctionException("runtime error: makeslice: len out of range");
        context.ReserveSize(count > int.MaxValue ? count : count * 4 / 3);
        var bytes = new byte[count];
        RenderContext.FillRandom(bytes);
        return Value.FromString(Convert.ToBase64String(bytes));
    }

    private static Value RandomInt(long least, long bound)
    {
        var span = unchecked(bound - least);
        if (span <= 0) throw new FunctionException("invalid argument to Intn");
        return Value.FromInt(unchecked(least + (long)Below((ulong)span)));
    }

    private static Value Shuffle(RenderContext context, string text)
    {
        context.Work(text.Length);
        var buffer = ArrayPool<Rune>.Shared.Rent(text.Length);
        var count = 0;
        foreach (var rune in text.EnumerateRunes()) buffer[count++] = rune;
        var runes = buffer.AsSpan(0, count);

        // An order is no secret: the fast generator will do, as in the original.
        Random.Shared.Shuffle(runes);
        var result = new StringBuilder(text.Length);
        foreach (var rune in runes) result.AppendRune(rune);
        ArrayPool<Rune>.Shared.Return(buffer);
        return Value.FromString(result.ToString());
    }
}
