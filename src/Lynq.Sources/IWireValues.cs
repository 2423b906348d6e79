namespace Lynq.Sources;

/// <summary>A reader that can show a value as the server's own text, so that no object is made of it in between.</summary>
public interface IWireValues
{
    /// <summary>The bytes of a value that is not NULL; valid until the reader moves on.</summary>
    ReadOnlySpan<byte> Wire(int ordinal);
}
