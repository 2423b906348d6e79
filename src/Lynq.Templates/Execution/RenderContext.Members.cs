using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>Fields of values.</summary>
internal sealed partial class RenderContext
{
    /// <summary>The field, entry or method result of that name without arguments; a missing key of a map is an error.</summary>
    /// <param name="receiver">The value.</param>
    /// <param name="name">The name.</param>
    /// <param name="at">Where the name stands.</param>
    /// <param name="isInterface">Whether a nil receiver is Go's nil interface.</param>
    public Value Member(in Value receiver, string name, Expression at, bool isInterface)
    {
        switch (receiver.Kind)
        {
            case ValueKind.Map:
                return receiver.AsMap.TryGet(name, out var entry)
                    ? entry
                    : throw Failure(at, $"map has no entry for key \"{name}\"");
            case ValueKind.Nil:
                throw Failure(at, isInterface ? $"nil pointer evaluating interface {{}}.{name}" : $"nil data; no entry for key \"{name}\"");
            case ValueKind.Object:
                return ObjectMember(receiver, name, at);
            default:
                throw NoField(receiver, name, at);
        }
    }

    private Value ObjectMember(in Value receiver, string name, Expression at)
    {
        if (receiver.AsObject.FindMethod(name) is { } method)
        {
            return CallExpression.Invoke(this, at, method, [], receiver, null);
        }

        return receiver.AsObject.TryGetField(name, out var field) ? field : throw NoField(receiver, name, at);
    }

    private TemplateException NoField(in Value receiver, string name, Expression at) =>
        Failure(at, $"can't evaluate field {name} in type {ValueNames.TypeName(receiver)}");
}
