using Lynq.Templates.Functions.Json;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>A certificate and its key, both PEM: Sprig's struct with the fields <c>Cert</c> and <c>Key</c>.</summary>
internal sealed class CertificateValue(string cert, string key) : ObjectValue, IJsonWritable
{
    /// <summary>How functions declare a parameter of this type.</summary>
    public static ParameterType Parameter { get; } = ParameterType.Of<CertificateValue>("sprig.certificate");

    /// <summary>The certificate as PEM.</summary>
    public string Cert => cert;

    /// <summary>The private key as PEM.</summary>
    public string Key => key;

    /// <inheritdoc />
    public override string GoTypeName => "sprig.certificate";

    /// <inheritdoc />
    public override string GoKindName => "struct";

    /// <inheritdoc />
    public override bool IsStringer => false;

    /// <inheritdoc />
    public string? JsonText => null;

    /// <inheritdoc />
    public IReadOnlyList<KeyValuePair<string, string>> JsonFields => [new("Cert", cert), new("Key", key)];

    /// <inheritdoc />
    public override string Print() => $"{{{cert} {key}}}";

    /// <inheritdoc />
    public override bool TryGetField(string name, out Value value)
    {
        value = name switch
        {
            "Cert" => Value.FromString(cert),
            "Key" => Value.FromString(key),
            _ => Value.Nil,
        };
        return !value.IsNil;
    }

    /// <inheritdoc />
    public override bool DeepEquals(ObjectValue other) =>
        other is CertificateValue certificate && certificate.Cert == cert && certificate.Key == key;
}
