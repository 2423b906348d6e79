namespace Lynq.Sandbox.FieldManagement;

/// <summary>Who writes, through which version and subresource, and when.</summary>
/// <param name="Manager">The fieldManager parameter, or the user agent's first word.</param>
/// <param name="ApiVersion">The version of the request.</param>
/// <param name="Subresource">Empty for the main resource.</param>
/// <param name="Now">The time of the write, RFC 3339 in seconds.</param>
/// <param name="Ignored">Fields that this endpoint cannot write, so that nobody comes to hold them by it.</param>
internal sealed record WriteIdentity(string Manager, string ApiVersion, string Subresource, string Now, FieldSet Ignored);
