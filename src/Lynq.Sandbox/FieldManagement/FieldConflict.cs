namespace Lynq.Sandbox.FieldManagement;

/// <summary>A field that another manager holds with another value.</summary>
/// <param name="Manager">The holder, as the API server words it.</param>
/// <param name="Field">The field's path.</param>
internal sealed record FieldConflict(string Manager, string Field)
{
    public static FieldConflict Of(ManagedField holder, IEnumerable<string> path)
    {
        var manager = $"\"{holder.Manager}\"";
        if (holder.Subresource.Length > 0) manager += $" with subresource \"{holder.Subresource}\"";
        if (!holder.Applied) manager += $" using {holder.ApiVersion}";
        return new FieldConflict(manager, PathElements.Show(path));
    }
}
