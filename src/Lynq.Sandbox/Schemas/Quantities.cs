using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lynq.Sandbox.Schemas;

/// <summary>Quantities such as 500m or 1Gi, and the canonical form in which the API server keeps them.</summary>
internal static partial class Quantities
{
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static bool IsQuantity(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number || Pattern().IsMatch(value.GetValue<string>());

    /// <summary>Rewrites the quantities that stand directly in the object.</summary>
    public static void Canonicalize(JsonObject value, SchemaNode schema)
    {
        List<(string, string)>? changed = null;
        foreach (var (name, member) in value)
        {
            if (member is not JsonValue scalar || schema.Member(name).Kind != SchemaKind.Quantity) continue;
            var text = scalar.GetValueKind() == JsonValueKind.Number ? scalar.ToJsonString() : scalar.GetValue<string>();
            var canonical = Canonical(text);
            if (scalar.GetValueKind() == JsonValueKind.Number || canonical != text) (changed ??= []).Add((name, canonical));
        }

        foreach (var (name, canonical) in changed ?? []) value[name] = canonical;
    }

    /// <summary>The shortest form without a fraction in the suffix family that the text uses; unchanged when it is none.</summary>
    public static string Canonical(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success) return text;
        var suffix = match.Groups["suffix"].Value;
        if (!TryNano(match.Groups["number"].Value, suffix, out var nano)) return text;
        if (suffix.Length > 0 && (suffix[0] is 'e' || (suffix[0] is 'E' && suffix.Length > 1 && suffix != "Ei"))) return Exponent(nano);
        return suffix.EndsWith('i') && nano % Giga == 0 && BigInteger.Abs(nano) >= Giga * 1024 ? Binary(nano / Giga) : Decimal(nano);
    }

    private static readonly BigInteger Giga = 1_000_000_000;

    // In billionths, rounded up: the API server keeps no finer ones.
    private static bool TryNano(string number, string suffix, out BigInteger nano)
    {
        nano = 0;
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var digits = number.Replace(".", "", StringComparison.Ordinal);
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return false;
        var (multiplier, exponent) = Scale(suffix);
        exponent += 9 - (point < 0 ? 0 : number.Length - point - 1);
        whole *= multiplier;
        if (exponent >= 0)
        {
            nano = whole * BigInteger.Pow(10, exponent);
            return true;
        }

        var divisor = BigInteger.Pow(10, -exponent);
        nano = whole / divisor;
        if (whole % divisor != 0) nano += whole.Sign;
        return true;
    }

    private static (BigInteger Multiplier, int Exponent) Scale(string suffix)
    {
        var binary = Array.IndexOf(BinarySuffixes, suffix);
        if (binary > 0) return (BigInteger.Pow(1024, binary), 0);
        var step = Array.IndexOf(DecimalSuffixes, suffix);
        if (step >= 0) return (1, (step - 3) * 3);
        return (1, int.Parse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private static string Decimal(BigInteger nano)
    {
        if (nano.IsZero) return "0";
        var step = 0;
        while (step < DecimalSuffixes.Length - 1 && nano % 1000 == 0)
        {
            nano /= 1000;
            step++;
        }

        return nano.ToString(CultureInfo.InvariantCulture) + DecimalSuffixes[step];
    }

    private static string Binary(BigInteger value)
    {
        var step = 0;
        while (step < BinarySuffixes.Length - 1 && value % 1024 == 0)
        {
            value /= 1024;
            step++;
        }

        return value.ToString(CultureInfo.InvariantCulture) + BinarySuffixes[step];
    }

    private static string Exponent(BigInteger nano)
    {
        var exponent = -9;
        while (!nano.IsZero && nano % 1000 == 0)
        {
            nano /= 1000;
            exponent += 3;
        }

        return nano.ToString(CultureInfo.InvariantCulture) + (exponent == 0 ? "" : "e" + exponent.ToString(CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(?<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?<suffix>[KMGTPE]i|[numkMGTPE]?|[eE][-+]?[0-9]{1,3})$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
