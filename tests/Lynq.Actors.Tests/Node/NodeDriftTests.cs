using Lynq.Actors.Tests.Node.Acting;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>Drift that a forced apply alone does not repair.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeDriftTests(NodeServer server)
{
    [Theory]
    [InlineData("http")]
    [InlineData("")]
    public Task A_Service_whose_port_number_was_edited_gets_its_port_back(string port) => PortScenario.An_edited_port_is_put_back(server, port);
}
