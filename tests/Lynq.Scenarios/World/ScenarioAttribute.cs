using Xunit.Abstractions;
using Xunit.Sdk;

namespace Lynq.Scenarios;

/// <summary>A scenario: one test for each of its backends, skipped with the reason where the machine lacks one.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Lynq.Scenarios.ScenarioDiscoverer", "Lynq.Scenarios")]
public sealed class ScenarioAttribute(Backend on = Backend.Usual) : FactAttribute
{
    public Backend On { get; } = on;

    /// <summary>Whether only the sandbox can be brought into the situation.</summary>
    public bool SandboxOnly { get; init; }

    /// <summary>Whether it needs more than one namespace, or a definition or a namespace of its own making.</summary>
    public bool Wide { get; init; }

    /// <summary>The least minor version of Kubernetes 1 that has what the scenario is about; 0 for any.</summary>
    public int Since { get; init; }
}

/// <summary>Makes a test of each scenario and backend.</summary>
public sealed class ScenarioDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        ArgumentNullException.ThrowIfNull(factAttribute);
        var on = (Backend)factAttribute.GetConstructorArguments().Single();
        if (Backends.Everything) on = Backend.All;
        if (factAttribute.GetNamedArgument<bool>(nameof(ScenarioAttribute.SandboxOnly))) on &= ~(Backend.ControlPlaneMariaDb | Backend.ControlPlaneNamespaced);
        if (factAttribute.GetNamedArgument<bool>(nameof(ScenarioAttribute.Wide))) on &= ~Backend.Namespaced;
        return Backends.Single
            .Where(backend => on.HasFlag(backend))
            .Select(backend => new ScenarioTestCase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, backend));
    }
}

/// <summary>One scenario on one backend.</summary>
public sealed class ScenarioTestCase : XunitTestCase
{
    [Obsolete("For deserialization only.", error: true)]
    public ScenarioTestCase()
    {
    }

    public ScenarioTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, Backend backend)
        : base(messages, display, options, method, [backend])
    {
    }

    // Asked for by the base constructor too, so from its own arguments and not from a field.
    protected override string GetSkipReason(IAttributeInfo factAttribute)
    {
        ArgumentNullException.ThrowIfNull(factAttribute);
        var backend = (Backend)TestMethodArguments[0];
        return Backends.WhyMissing(backend, factAttribute.GetNamedArgument<int>(nameof(ScenarioAttribute.Since))) ?? base.GetSkipReason(factAttribute);
    }
}
