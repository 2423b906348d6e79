using Lynq.Testing;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Lynq.Sandbox.Tests.Skipping;

/// <summary>A table of cases of which each may find out while it runs that it has nothing to show here, and why.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Lynq.Sandbox.Tests.Skipping.SkippingTheoryDiscoverer", "Lynq.Sandbox.Tests")]
public class SkippingTheoryAttribute : TheoryAttribute;

/// <summary>The same on a real API server; skipped as a whole where there is none that stores custom resources.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Lynq.Sandbox.Tests.Skipping.SkippingTheoryDiscoverer", "Lynq.Sandbox.Tests")]
public sealed class SkippingRealTheoryAttribute : SkippingTheoryAttribute
{
    public SkippingRealTheoryAttribute() => Skip = CustomResourceProbe.WhyUnusable;
}

/// <summary>Ends a case as skipped.</summary>
public sealed class SkippedException : Exception
{
    public SkippedException(string reason)
        : base(reason)
    {
    }

    public SkippedException()
    {
    }

    public SkippedException(string reason, Exception cause)
        : base(reason, cause)
    {
    }
}

/// <summary>Makes the cases of the table.</summary>
public sealed class SkippingTheoryDiscoverer(IMessageSink diagnostics) : TheoryDiscoverer(diagnostics)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
        [new SkippingTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, dataRow)];
}
