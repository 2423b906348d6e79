namespace Lynq.Kubernetes.Configuration;

/// <summary>A client configuration that cannot be used; the message names file, context and field, and what to do.</summary>
public sealed class ConfigurationException(string message, Exception? innerException = null) : Exception(message, innerException);
