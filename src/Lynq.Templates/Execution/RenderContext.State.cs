using Lynq.Templates.Parsing;
using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>The machine's state: one context is kept per thread and used again, so that a render allocates only its result.</summary>
internal sealed partial class RenderContext
{
    private const int InitialStack = 64;

    [ThreadStatic]
    private static RenderContext? s_spare;

    private Value[] _stack = new Value[InitialStack];
    private Value[] _variables = new Value[InitialStack];
    private static readonly Dictionary<string, Value> s_none = [];

    private readonly MapValue _root = new(MapType.Variables);
    private int _stackUsed;
    private int _frame;
    private int _variablesUsed;
    private int _depth;
    private string _templateName = "";
    private Value _dot;

    /// <summary>The dot.</summary>
    public ref Value Dot => ref _dot;

    /// <summary>Whether a nil dot is an element of a list or map (Go words the error differently).</summary>
    public bool DotIsInterface { get; set; }

    /// <summary>
    /// The root object. It is the context's own, used again for the next render: no value of a render outlives it.
    /// </summary>
    public Value Root => Value.FromMap(_root);

    /// <summary>How many arguments are on the stack.</summary>
    public int StackTop { get; set; }

    /// <summary>Takes this thread's context and prepares it.</summary>
    /// <param name="source">The text that will run.</param>
    /// <param name="variables">The root object's entries, which stay as they are.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="clock">The clock.</param>
    public static RenderContext Rent(
        SourceText source, Dictionary<string, Value> variables, TemplateLimits limits, TimeProvider clock)
    {
        var context = s_spare ?? new RenderContext();
        s_spare = null;
        context.Source = source;
        context.Limits = limits;
        context.Clock = clock;
        context.Output.Begin(limits.MaxOutput);
        context._root.Share(variables);
        context._dot = context.Root;
        context._steps = 0;
        context._work = 0;
        context._depth = 0;
        return context;
    }

    /// <summary>Gives the context back; it keeps no value of the render.</summary>
    public void Return()
    {
        Array.Clear(_stack, 0, _stackUsed);
        Array.Clear(_variables, 0, _variablesUsed);
        _stackUsed = _variablesUsed = _frame = StackTop = 0;
        _dot = default;
        _root.Share(s_none);
        DotIsInterface = false;
        Output.End();
        s_spare = this;
    }

    /// <summary>Puts an argument on the stack.</summary>
    public void Push(in Value value)
    {
        if (StackTop == _stack.Length)
        {
            Array.Resize(ref _stack, _stack.Length * 2);
        }

        _stack[StackTop++] = value;
        _stackUsed = Math.Max(_stackUsed, StackTop);
    }

    /// <summary>The arguments from a mark to the top of the stack.</summary>
    public ReadOnlySpan<Value> Arguments(int mark) => _stack.AsSpan(mark, StackTop - mark);

    /// <summary>A variable of the running template.</summary>
    public Value Variable(int slot) => _variables[_frame + slot];

    /// <summary>Sets a variable of the running template.</summary>
    public void SetVariable(int slot, in Value value) => _variables[_frame + slot] = value;

    /// <summary>Runs a template with its own variables; only <c>$</c> is set.</summary>
    /// <param name="template">The template.</param>
    /// <param name="dot">Its dot and <c>$</c>.</param>
    /// <param name="at">The action that calls it, or null for the text itself.</param>
    public void Run(DefinedTemplate template, in Value dot, Expression? at)
    {
        if (at is not null)
        {
            RequireDepth(at);
        }

        var (name, frame, savedDot, wasInterface) = (_templateName, _frame, _dot, DotIsInterface);
        _frame = at is null ? 0 : _variablesUsed;
        Grow(_frame + template.Slots);
        _templateName = template.Name;
        _dot = dot;
        DotIsInterface = false;
        _variables[_frame] = dot;
        template.Body.Execute(this);
        Array.Clear(_variables, _frame, template.Slots);
        (_templateName, _dot, DotIsInterface) = (name, savedDot, wasInterface);
        _variablesUsed = _frame;
        _frame = frame;
        _depth -= at is null ? 0 : 1;
    }

    private void RequireDepth(Expression at)
    {
        RequireStack(at);
        if (_depth >= Limits.MaxDepth)
        {
            throw Failure(at, $"exceeded maximum template depth ({Limits.MaxDepth})");
        }

        _depth++;
    }

    private void Grow(int size)
    {
        if (size > _variables.Length)
        {
            Array.Resize(ref _variables, Math.Max(size, _variables.Length * 2));
        }

        _variablesUsed = size;
    }
}
