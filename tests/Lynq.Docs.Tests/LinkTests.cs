namespace Lynq.Docs.Tests;

public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. Page.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string path)
    {
        var page = Page.Read(path);
        page.Links.Where(link => !link.StartsWith("http", StringComparison.Ordinal) && Problem(page, link) is not null).Select(link => $"{link}: {Problem(page, link)}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_page_is_reached_from_the_index()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { "docs/README.md" };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var path))
        {
            foreach (var link in Page.Read(path).Links.Select(link => Resolve(path, link.Split('#')[0])).Where(link => link.EndsWith(".md", StringComparison.Ordinal) && Page.All.Contains(link) && reached.Add(link)))
                open.Enqueue(link);
        }

        Page.All.Where(path => path != "README.md").Except(reached).ShouldBeEmpty();
    }

    private static string? Problem(Page page, string link)
    {
        var (file, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var target = file.Length == 0 ? page.Path : Resolve(page.Path, file);
        var place = RepositoryRoot.Combine(target.Split('/'));
        if (!File.Exists(place) && !Directory.Exists(place))
            return $"there is no {target}";
        return anchor is null || Page.Read(target).Anchors.Contains(anchor) ? null : $"{target} has no heading #{anchor}";
    }

    private static string Resolve(string from, string link) =>
        Path.GetRelativePath(RepositoryRoot.Combine(), Path.GetFullPath(Path.Combine(RepositoryRoot.Combine(from.Split('/')), "..", link))).Replace('\\', '/');
}
