namespace Lynq.Templates.Functions;

/// <summary>A function's own error or what would be a panic in Go; the engine adds the function's name and the position.</summary>
/// <param name="message">What went wrong, in Go's words.</param>
internal sealed class FunctionException(string message) : Exception(message);
