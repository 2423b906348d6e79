using Lynq.Templates.Execution;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions;

/// <summary>What a function does.</summary>
/// <param name="context">The running render: limits, clock, random source.</param>
/// <param name="args">The arguments, already checked against the declared parameters; valid only during the call.</param>
/// <returns>The result.</returns>
/// <exception cref="FunctionException">The function fails; the message becomes "error calling NAME: message".</exception>
internal delegate Value FunctionBody(RenderContext context, ReadOnlySpan<Value> args);
