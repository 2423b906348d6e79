namespace Lynq.Testing;

/// <summary>Puts the product's CustomResourceDefinitions on a test's control plane.</summary>
public static class LynqCrds
{
    /// <summary>The folder of the definitions, one file per kind.</summary>
    public static string Folder => RepositoryRoot.Combine("helm", "lynq", "files", "crds");

    /// <summary>Creates the definitions of the chart and waits until they are served.</summary>
    public static async Task InstallLynqCrdsAsync(this ControlPlane plane)
    {
        // Servers before 1.25 drop the CEL rules of a definition that is created, and refuse one that is checked or applied.
        var created = await plane.KubectlAsync(null, "create", "--validate=false", "-f", Folder);
        if (created.ExitCode != 0)
            throw new InvalidOperationException($"the definitions were refused: {created.Errors}");
        foreach (var plural in (string[])["lynqhubs", "lynqforms", "lynqnodes"])
        {
            await Eventually.Holds(
                async () =>
                {
                    using var answer = await plane.Http.GetAsync(new Uri($"/apis/operator.lynq.sh/v1/{plural}", UriKind.Relative));
                    return answer.IsSuccessStatusCode;
                },
                $"{plural} are served");
        }
    }
}
