namespace Lynq.Templates.Execution;

/// <summary>A template that has a name: the text itself, or what <c>define</c> and <c>block</c> make.</summary>
/// <param name="name">Its name.</param>
internal sealed class DefinedTemplate(string name)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What it does; set once it is parsed.</summary>
    public Node Body { get; set; } = new ListNode([]);

    /// <summary>How many variables it has at most, <c>$</c> included.</summary>
    public int Slots { get; set; } = 1;

    /// <summary>Whether it is nothing but white space; such a definition never replaces another.</summary>
    public bool IsBlank { get; set; } = true;
}
