using System.Collections.Immutable;
using System.Text;

namespace Lynq.Sources;

/// <summary>
/// The current row of a read: a view of a buffer that the next row overwrites. Strings are made only when asked
/// for, so that unchanged and inactive rows cost none. A row that was overwritten throws instead of lying.
/// </summary>
public readonly struct Row
{
    private readonly RowBuffer _buffer;
    private readonly int _version;

    internal Row(RowBuffer buffer)
    {
        _buffer = buffer;
        _version = buffer.Version;
    }

    /// <summary>The unique id; empty for NULL.</summary>
    public string Uid => Text(0);

    /// <summary>The unique id as UTF-8.</summary>
    public ReadOnlySpan<byte> UidUtf8 => Buffer[0];

    /// <summary>Whether the flag says active (contract §5.5).</summary>
    public bool IsActive => Activation.IsActive(Buffer[_buffer.ActivateIndex]);

    /// <summary>The raw text of the flag.</summary>
    public string Activate => Text(_buffer.ActivateIndex);

    /// <summary>The deprecated hostOrUrl: null if it is not mapped, empty for NULL.</summary>
    public string? HostOrUrl => _buffer.ActivateIndex == 1 ? null : Text(1);

    /// <summary>How many extra values there are.</summary>
    public int ExtraCount => Buffer.Count - _buffer.ActivateIndex - 1;

    /// <summary>A hash of all values: equal hashes mean equal rows.</summary>
    public RowHash Hash => RowHash.Of(Buffer.Canonical);

    /// <summary>The value of one extra variable.</summary>
    /// <param name="index">Its index in <see cref="RowMapping.Variables"/>.</param>
    public string Extra(int index) => Text(_buffer.ActivateIndex + 1 + index);

    /// <summary>All values, in strings of their own.</summary>
    public RowValues ToValues()
    {
        var extras = ImmutableArray.CreateBuilder<string>(ExtraCount);
        for (var i = 0; i < ExtraCount; i++) extras.Add(Extra(i));
        return new RowValues(Uid, Activate, HostOrUrl, extras.MoveToImmutable());
    }

    /// <summary>A row that nothing overwrites, of values from elsewhere than a database.</summary>
    public static Row Of(RowValues values)
    {
        var buffer = new RowBuffer(values.HostOrUrl is null ? 1 : 2);
        buffer.Begin();
        buffer.Add(values.Uid);
        if (values.HostOrUrl is not null) buffer.Add(values.HostOrUrl);
        buffer.Add(values.Activate);
        foreach (var extra in values.Extras) buffer.Add(extra);
        return new Row(buffer);
    }

    /// <summary>Says that it is a row, and no more: values must not reach a log.</summary>
    public override string ToString() => "row";

    private RowBuffer Buffer => _buffer.Version == _version
        ? _buffer
        : throw new InvalidOperationException("The read has moved on from this row: keep ToValues(), not the row");

    private string Text(int column) => Encoding.UTF8.GetString(Buffer[column]);
}
