using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Functions;

public sealed class CollectionFunctionTests
{
    [Theory]
    [InlineData("""{{ $l := list 1 }}{{ append $l 2 }}{{ $l }}{{ prepend $l 0 }}""", "[1 2][1][0 1]")]
    [InlineData("""{{ first (list 1 2) }}{{ last (list 1 2) }}{{ rest (list 1 2) }}{{ initial (list 1 2) }}""", "12[2][1]")]
    [InlineData("""{{ uniq (list 1 1.0 1 "1" (list 1) (list 1)) | len }}""", "4")]
    [InlineData("""{{ without (list 1 2.0 3) 2 3 }} {{ has 1 (list 1.0) }} {{ compact (list 0 "" 1) }}""", "[1 2] false [1]")]
    [InlineData("""{{ chunk 2 (list 1 2 3) }} {{ slice (list 1 2 3) 1 }} {{ concat (list 1) (list 2) }} {{ reverse (list 1 2) }}""", "[[1 2] [3]] [2 3] [1 2] [2 1]")]
    public void Builds_and_searches_lists(string template, string expected) => Rendering.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("""{{ $d := dict "a" 1 }}{{ $_ := set $d "b" 2 }}{{ $_ := unset $d "a" }}{{ $d }}""", "map[b:2]")]
    [InlineData("""{{ dig "a" "b" "x" (dict "a" (dict "b" 1)) }}{{ dig "a" "z" "x" (dict "a" (dict)) }}""", "1x")]
    [InlineData("""{{ pick (dict "a" 1 "b" 2) "a" }}{{ omit (dict "a" 1 "b" 2) "a" }}{{ pluck "a" (dict "a" 1) (dict) }}""", "map[a:1]map[b:2][1]")]
    [InlineData("""{{ merge (dict "a" 1 "e" "") (dict "a" 2 "e" "x" "n" (dict "k" 1)) }}""", "map[a:1 e:x n:map[k:1]]")]
    [InlineData("""{{ mergeOverwrite (dict "a" "s" "l" (list 1)) (dict "a" (dict "b" 1) "l" (list)) }}""", "map[a:map[b:1] l:[]]")]
    [InlineData("""{{ $a := dict "x" (dict "y" 1) }}{{ $b := deepCopy $a }}{{ $_ := set $b.x "y" 2 }}{{ $a.x.y }}""", "1")]
    [InlineData("""{{ get (dict) "x" | quote }}{{ hasKey (dict "a" nil) "a" }}{{ keys (dict "b" 1 "a" 2) }}{{ values (dict "b" 1 "a" 2) }}""", "\"\"true[a b][2 1]")]
    public void Builds_merges_and_reads_maps(string template, string expected) => Rendering.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("""{{ default "d" 0 }}{{ coalesce "" nil 3 }}{{ ternary 1 2 false }}{{ all 1 "" }}{{ any 0 1 }}{{ empty (dict) }}""", "d32falsetruetrue")]
    [InlineData("""{{ typeOf (list 1) }} {{ kindOf (add 1 1) }} {{ typeIsLike "semver.Version" (semver "1") }} {{ deepEqual 1 1.0 }}""", "[]interface {} int64 true false")]
    public void Chooses_and_reflects(string template, string expected) => Rendering.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("""{{ first "abc" }}""", "Cannot find first on type string")]
    [InlineData("""{{ append (dict) 1 }}""", "Cannot push on type map")]
    [InlineData("""{{ chunk 0 (list 1) }}""", "makeslice")]
    [InlineData("""{{ dig "a" "b" 1 (dict "a" nil) }}""", "interface {} is nil")]
    [InlineData("""{{ fail "stop here" }}""", "stop here")]
    [InlineData("""{{ $d := dict }}{{ $_ := set $d "self" $d }}{{ deepCopy $d }}""", "nested too deeply")]
    [InlineData("""{{ $d := dict }}{{ $_ := set $d "self" $d }}{{ toJson $d }}""", "nested too deeply")]
    public void Fails_on_what_is_no_collection_or_endless(string template, string message) =>
        Rendering.ShouldFail(template, message);
}
