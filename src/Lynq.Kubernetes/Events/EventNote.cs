using System.Text;

namespace Lynq.Kubernetes;

/// <summary>What a caller told the recorder, its message within bounds.</summary>
internal sealed record EventNote(EventSubject Subject, EventType Type, string Reason, string Message, string Component)
{
    private const int LongestMessage = 1024;
    private static readonly Rune Ellipsis = new('…');

    /// <summary>Cuts a message at 1024 bytes of UTF-8, the most that the server takes, never within a character.</summary>
    public static string Cut(string message)
    {
        if (Encoding.UTF8.GetByteCount(message) <= LongestMessage)
            return message;
        var room = LongestMessage - Ellipsis.Utf8SequenceLength;
        var kept = new StringBuilder();
        foreach (var rune in message.EnumerateRunes())
        {
            if ((room -= rune.Utf8SequenceLength) < 0)
                break;
            kept.Append(rune.ToString());
        }

        return kept.Append(Ellipsis.ToString()).ToString();
    }
}
