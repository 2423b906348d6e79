using System.Net;

namespace Lynq.Host.Settings;

/// <summary>Where a server listens, in the notation of Go's net package: <c>:8081</c>, <c>127.0.0.1:8081</c>, <c>[::1]:8081</c>, <c>0</c> for not at all.</summary>
/// <param name="Address">The address; <see cref="IPAddress.IPv6Any"/> stands for every address of both families.</param>
/// <param name="Port">The port; 0 lets the system choose one.</param>
internal readonly record struct BindAddress(IPAddress Address, int Port)
{
    /// <summary>Reads an address. A null result with true means: off.</summary>
    public static bool TryParse(string text, out BindAddress? address)
    {
        address = null;
        if (text is "0" or "")
            return true;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var port))
            return false;
        var host = text[..colon];
        IPAddress? ip = host switch
        {
            "" => IPAddress.IPv6Any,
            "localhost" => IPAddress.Loopback,
            _ => IPAddress.TryParse(host.Trim('[', ']'), out var parsed) ? parsed : null,
        };
        if (ip is null)
            return false;
        address = new BindAddress(ip, port);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Equals(Address, IPAddress.IPv6Any) ? $":{Port}" : new IPEndPoint(Address, Port).ToString();
}
