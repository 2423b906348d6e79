namespace Lynq.Crds;

/// <summary>Marks a property whose content the API server keeps without a schema.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PreserveUnknownFieldsAttribute : Attribute;
