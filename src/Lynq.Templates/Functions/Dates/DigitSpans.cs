namespace Lynq.Templates.Functions.Dates;

/// <summary>Questions about digits.</summary>
internal static class DigitSpans
{
    /// <summary>True when every character is an ASCII digit.</summary>
    internal static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
