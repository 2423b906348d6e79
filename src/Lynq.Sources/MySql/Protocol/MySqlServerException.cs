using System.Data.Common;
using System.Globalization;

namespace Lynq.Sources.MySql;

/// <summary>An error that the server sent. Its text is left out: it may quote a row's values.</summary>
internal sealed class MySqlServerException(int number, string? sqlState)
    : DbException(string.Create(CultureInfo.InvariantCulture, $"the server answered with error {number} ({sqlState ?? "no SQLSTATE"})"))
{
    /// <summary>The server's number of the error.</summary>
    public int Number => number;

    /// <inheritdoc/>
    public override string? SqlState => sqlState;

    /// <summary>Reads an ERR packet; before the handshake servers leave the SQLSTATE out.</summary>
    public static MySqlServerException Parse(ReadOnlySpan<byte> payload)
    {
        var packet = new PayloadReader(payload[1..]);
        var number = packet.UInt16();
        var rest = packet.Rest();
        var state = rest.Length >= 6 && rest[0] == '#' ? System.Text.Encoding.ASCII.GetString(rest[1..6]) : null;
        return new MySqlServerException(number, state);
    }
}
