using Xunit;

namespace Lynq.Cluster.Tests.Measurements;

/// <summary>A measurement: it takes minutes and means something on a calm machine only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MeasurementFactAttribute : FactAttribute
{
    /// <summary>The environment variable that asks for them.</summary>
    private const string Variable = "LYNQ_MEASURE";

    public MeasurementFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null : $"measurements take minutes: set {Variable}=1";
}
