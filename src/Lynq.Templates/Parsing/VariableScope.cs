namespace Lynq.Templates.Parsing;

/// <summary>The variables of one template while it is parsed: each gets a slot, which is free again when its block ends.</summary>
internal sealed class VariableScope
{
    /// <summary>The slot of a variable that is only assigned and never declared: an error when it is reached.</summary>
    public const int Undeclared = -1;

    private readonly List<(string Name, int Slot)> _variables = [("$", 0)];
    private int _next = 1;

    /// <summary>The most slots in use at a time.</summary>
    public int Slots { get; private set; } = 1;

    /// <summary>How many variables there are, for <see cref="Leave"/>.</summary>
    public int Enter() => _variables.Count;

    /// <summary>Forgets the variables that came after <see cref="Enter"/>.</summary>
    public void Leave(int mark)
    {
        _variables.RemoveRange(mark, _variables.Count - mark);
        _next = _variables.Max(v => v.Slot) + 1;
    }

    /// <summary>
    /// Makes the name of a variable known whose value comes next. Until <see cref="Declare"/> it is the variable of that name
    /// from before, so that <c>$x := f $x</c> reads the outer one; without one it fails when it is read, as in Go.
    /// </summary>
    public int Announce(string name) => Assign(name);

    /// <summary>Declares a variable, after its value was read.</summary>
    public int Declare(string name)
    {
        _variables.Add((name, _next));
        Slots = Math.Max(Slots, _next + 1);
        return _next++;
    }

    /// <summary>The slot of a variable that is assigned; from here on it may be read.</summary>
    public int Assign(string name)
    {
        var slot = Find(name) ?? Undeclared;
        _variables.Add((name, slot));
        return slot;
    }

    /// <summary>The slot of a variable that is read, or null if there is none of the name.</summary>
    public int? Find(string name)
    {
        for (var i = _variables.Count - 1; i >= 0; i--)
        {
            if (_variables[i].Name == name)
            {
                return _variables[i].Slot;
            }
        }

        return null;
    }
}
