using Lynq.Host.Commands.Demo;

namespace Lynq.Host.Tests.Commands.Demo;

public sealed class ProgramNameTests
{
    [Theory]
    [InlineData("/bin:/usr/local/bin", "/usr/local/bin/lynq", "/src/bin/lynq", "/src/bin/lynq.dll", "lynq")]
    [InlineData("/bin:/usr/local/bin", "/nowhere", "/src/bin/lynq", "/src/bin/lynq.dll", "/src/bin/lynq")]
    [InlineData("/bin", "/nowhere", "/usr/bin/dotnet", "/src/bin/lynq.dll", "dotnet /src/bin/lynq.dll")]
    [InlineData(null, "/nowhere", null, "/src/bin/lynq.dll", "dotnet /src/bin/lynq.dll")]
    public void Is_what_works_in_another_terminal(string? path, string existing, string? process, string assembly, string expected) =>
        ProgramName.Of(path, process, assembly, file => file == existing).ShouldBe(expected);
}
