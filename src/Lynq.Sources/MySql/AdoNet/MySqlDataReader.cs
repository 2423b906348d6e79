using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Lynq.Sources.MySql;

/// <summary>Rows as the server's text: <see cref="IWireValues"/> without a copy, or strings and what parses from them.</summary>
internal sealed class MySqlDataReader(MySqlResult result) : DbDataReader, IWireValues
{
    private static readonly Task<bool> True = Task.FromResult(true);
    private static readonly Task<bool> False = Task.FromResult(false);
    private bool _closed;

    /// <inheritdoc/>
    public override int FieldCount => result.Columns.Length;

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <summary>Not known before the first row is read: true if there are columns.</summary>
    public override bool HasRows => result.Columns.Length > 0;

    /// <inheritdoc/>
    public override bool IsClosed => _closed;

    /// <inheritdoc/>
    public override int RecordsAffected => -1;

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Wire(int ordinal) => result.Value(ordinal).Span;

    /// <inheritdoc/>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken) => result.TryNext() switch
    {
        true => True,
        false => False,
        null => result.NextAsync(cancellationToken),
    };

    /// <inheritdoc/>
    public override async Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken))
        {
            // The rest of this result stands between us and the next.
        }

        if (!result.HasMoreResults) return false;
        await result.StartAsync();
        return true;
    }

    /// <inheritdoc/>
    public override Task CloseAsync()
    {
        Close();
        return Task.CompletedTask;
    }

    /// <summary>Gives up the rest of the rows; the connection is then closed, not reused.</summary>
    public override void Close()
    {
        if (_closed) return;
        _closed = true;
        result.Dispose();
    }

    /// <inheritdoc/>
    public override bool Read() => throw new NotSupportedException("Use the asynchronous method");

    /// <inheritdoc/>
    public override bool NextResult() => throw new NotSupportedException("Use the asynchronous method");

    /// <inheritdoc/>
    public override string GetDataTypeName(int ordinal) => result.Columns[ordinal].SqlType;

    /// <inheritdoc/>
    public override string GetName(int ordinal) => result.Columns[ordinal].Name;

    /// <inheritdoc/>
    public override int GetOrdinal(string name)
    {
        var ordinal = Array.FindIndex(result.Columns, column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
        return ordinal >= 0 ? ordinal : throw new ArgumentOutOfRangeException(nameof(name), "The result has no column of that name");
    }

    /// <inheritdoc/>
    public override Type GetFieldType(int ordinal) => typeof(string);

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => result.IsNull(ordinal);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => IsDBNull(ordinal) ? throw new InvalidCastException("The value is NULL") : Encoding.UTF8.GetString(Wire(ordinal));

    /// <inheritdoc/>
    public override object GetValue(int ordinal) => IsDBNull(ordinal) ? DBNull.Value : GetString(ordinal);

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++) values[i] = GetValue(i);
        return count;
    }

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var bytes = Wire(ordinal);
        if (buffer is null) return bytes.Length;
        var slice = bytes[(int)Math.Min(dataOffset, bytes.Length)..];
        slice = slice[..Math.Min(slice.Length, length)];
        slice.CopyTo(buffer.AsSpan(bufferOffset));
        return slice.Length;
    }

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        var text = GetString(ordinal);
        if (buffer is null) return text.Length;
        var slice = text.AsSpan((int)Math.Min(dataOffset, text.Length));
        slice = slice[..Math.Min(slice.Length, length)];
        slice.CopyTo(buffer.AsSpan(bufferOffset));
        return slice.Length;
    }

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => GetInt64(ordinal) != 0;

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => Parse<byte>(ordinal);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => Parse<char>(ordinal);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => DateTime.Parse(GetString(ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => Parse<decimal>(ordinal);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => Parse<double>(ordinal);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => Parse<float>(ordinal);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => Parse<Guid>(ordinal);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => Parse<short>(ordinal);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => Parse<int>(ordinal);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => Parse<long>(ordinal);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => throw new NotSupportedException("Use the asynchronous method");

    private T Parse<T>(int ordinal)
        where T : IParsable<T> => T.Parse(GetString(ordinal), CultureInfo.InvariantCulture);
}
