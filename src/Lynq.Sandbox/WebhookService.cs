namespace Lynq.Sandbox;

/// <summary>A Service that a webhook is reached by.</summary>
/// <param name="Namespace">The Service's namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Port">Its port, 443 when the configuration names none.</param>
public sealed record WebhookService(string Namespace, string Name, int Port);
