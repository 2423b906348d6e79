namespace Lynq.Sources.MySql;

/// <summary>The server sent what the protocol does not allow; the connection is of no further use.</summary>
internal sealed class ProtocolViolationException(string message) : IOException(message);
