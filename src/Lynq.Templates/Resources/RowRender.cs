using System.Runtime.InteropServices;

namespace Lynq.Templates.Resources;

/// <summary>What the fields of a resource are rendered with.</summary>
/// <param name="Variables">The row's variables.</param>
/// <param name="Options">Limits and clock.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowRender(TemplateVariables Variables, TemplateOptions? Options);
