using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Lynq.Scenarios.Faults;

/// <summary>Random faults of one seed. The same request of the same object meets the same fault in every run, whatever happens around it.</summary>
internal sealed class Storm(int seed)
{
    private const uint Percent = 15;

    private static readonly Fault[] Faults = [.. Fault.All.Where(fault => fault.Kind is not (FaultKind.Stall or FaultKind.Tls)), new(FaultKind.Stall, Time: TimeSpan.FromMilliseconds(700)), new(FaultKind.StaleList)];

    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);

    // Namespaces are numbered in the order in which scenarios start: they are no part of what a request is about.
    /// <summary>The fault of a request, or null.</summary>
    public Fault? Strike(Exchange exchange)
    {
        var dice = Dice($"{exchange.Verb} {exchange.Resource} {exchange.Name}");
        if (dice % 100 >= Percent) return null;
        // A broken handshake hits whoever connects next: it is rarer, or nothing else would happen.
        return dice / 100 % 50 == 0 ? new Fault(FaultKind.Tls) : Faults[dice / 5000 % (uint)Faults.Length];
    }

    /// <summary>The fault of a watch's event.</summary>
    public EventFault StrikeEvent(Exchange exchange) => (Dice($"event {exchange.Resource}") % 100) switch
    {
        < 5 => EventFault.Delay,
        < 10 => EventFault.Repeat,
        < 13 => EventFault.Cut,
        < 16 => EventFault.Drop,
        _ => EventFault.None,
    };

    private uint Dice(string what)
    {
        var count = _seen.AddOrUpdate(what, 1, (_, times) => times + 1);
        return BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {what} {count}")));
    }
}
