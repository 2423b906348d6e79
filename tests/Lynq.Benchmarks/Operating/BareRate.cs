namespace Lynq.Benchmarks.Operating;

/// <summary>What the bare loop reached.</summary>
/// <param name="Writes">Writes a second.</param>
/// <param name="InFlight">At how many requests in flight.</param>
/// <param name="CpuMilliseconds">CPU of server and loop for one write, milliseconds.</param>
internal sealed record BareRate(double Writes, int InFlight, double CpuMilliseconds);
