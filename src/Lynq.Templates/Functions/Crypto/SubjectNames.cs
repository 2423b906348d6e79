using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Lynq.Templates.Formatting;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>Whom a certificate is for: a common name, DNS names and addresses.</summary>
/// <param name="CommonName">The subject's only name.</param>
/// <param name="DnsNames">Names, wildcards allowed.</param>
/// <param name="Addresses">IP addresses.</param>
internal sealed record SubjectNames(string CommonName, IReadOnlyList<string> DnsNames, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>Takes the names from the arguments of a function; nil lists are empty.</summary>
    /// <exception cref="FunctionException">An element is no string, or no address.</exception>
    internal static SubjectNames From(string commonName, in Value addresses, in Value dnsNames)
    {
        var parsed = new List<IPAddress>();
        foreach (var text in Strings(addresses, "error parsing ip")) parsed.Add(ParseAddress(text));
        return new SubjectNames(commonName, Strings(dnsNames, "error processing alternate dns name"), parsed);
    }

    /// <summary>The subject's distinguished name.</summary>
    internal X500DistinguishedName ToDistinguishedName()
    {
        var builder = new X500DistinguishedNameBuilder();
        if (CommonName.Length > 0) builder.AddCommonName(CommonName);
        return builder.Build();
    }

    /// <summary>The subject alternative name extension, or null when there is nothing to say.</summary>
    /// <exception cref="FunctionException">A DNS name is not ASCII.</exception>
    internal X509Extension? ToExtension()
    {
        if (DnsNames.Count == 0 && Addresses.Count == 0) return null;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in DnsNames) WriteDnsName(writer, name);
            foreach (var address in Addresses)
                writer.WriteOctetString(address.GetAddressBytes(), new Asn1Tag(TagClass.ContextSpecific, 7));
        }

        return new X509Extension("2.5.29.17", writer.Encode(), critical: CommonName.Length == 0);
    }

    private static void WriteDnsName(AsnWriter writer, string name)
    {
        if (!System.Text.Ascii.IsValid(name))
            throw new FunctionException($"error creating certificate: x509: {GoQuote.Excerpt(name)} cannot be encoded as an IA5String");
        writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
    }

    private static List<string> Strings(in Value list, string problem)
    {
        var texts = new List<string>();
        if (list.IsNil) return texts;
        foreach (var item in list.AsList.Items)
        {
            if (item.Kind != ValueKind.String)
                throw new FunctionException($"{problem}: {ValuePrinter.Print(item)} is not a string");
            texts.Add(item.AsString);
        }

        return texts;
    }

    /// <summary>Addresses in their usual forms only: the framework would also take <c>1</c> or <c>0x7f.1</c>.</summary>
    private static IPAddress ParseAddress(string text)
    {
        var usual = text.Contains(':', StringComparison.Ordinal)
            ? text.All(static c => char.IsAsciiHexDigit(c) || c is ':' or '.')
            : text.Split('.') is { Length: 4 } parts && parts.All(static part =>
                part.Length > 0 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'));
        if (!usual || !IPAddress.TryParse(text, out var address)) throw new FunctionException("error parsing ip: " + text);
        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
