namespace Lynq.Sandbox.Kinds;

/// <summary>What kind rules may use of the server.</summary>
/// <param name="Addresses">Allocates cluster IPs and node ports.</param>
/// <param name="Now">The time of the request, RFC 3339 in seconds.</param>
/// <param name="Subresource">The endpoint that is written through; empty for the main one.</param>
internal sealed record KindContext(ServiceAddresses Addresses, string Now, string Subresource);
