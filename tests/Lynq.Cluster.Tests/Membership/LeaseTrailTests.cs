using Akka.Actor;
using Akka.Cluster;
using Lynq.Cluster.Membership;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Membership;

public sealed class LeaseTrailTests
{
    private static readonly UniqueAddress First = Member("10.0.0.1", 1);
    private static readonly UniqueAddress Second = Member("10.0.0.2", 2);
    private static readonly UniqueAddress Stranger = Member("10.0.0.3", 3);
    private static readonly UniqueAddress Successor = Member("10.0.0.1", 4);

    private readonly FakeTimeProvider _time = new();
    private readonly LeaseTrail _trail;
    private int _version;

    public LeaseTrailTests() => _trail = new LeaseTrail(_time);

    [Fact]
    public void Says_nothing_before_the_first_reading() => _trail.IsOurs.ShouldBeFalse();

    [Fact]
    public void Is_ours_while_a_member_or_nobody_holds_it()
    {
        Read(HeldBy(First));
        _trail.IsOurs.ShouldBeTrue();
        Read(HeldBy(null));
        _trail.IsOurs.ShouldBeTrue();
        _trail.Elsewhere.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Is_not_ours_once_another_cluster_has_it_be_it_at_the_address_of_a_former_member()
    {
        Read(HeldBy(First));
        _trail.IsForeign.ShouldBeFalse();
        Read(HeldBy(Successor));
        _trail.IsOurs.ShouldBeFalse();
        _trail.IsForeign.ShouldBeTrue();
        Read(HeldBy(First));
        _trail.IsOurs.ShouldBeTrue();
        Read(HeldBy(Stranger));
        _trail.IsOurs.ShouldBeFalse();
        Pass(seconds: 16, () => Read(HeldBy(Stranger)));
        _trail.Elsewhere.ShouldBeGreaterThan(LeaseTrail.Expiry);
    }

    [Fact]
    public void Is_still_ours_when_its_holder_was_given_up_which_is_not_to_go_on_for_long()
    {
        Read(HeldBy(First), First, Second);
        Read(HeldBy(First), Second);
        _trail.IsOurs.ShouldBeTrue();
        _trail.IsForeign.ShouldBeFalse();
        Pass(seconds: 16, () => Read(HeldBy(First), Second));
        _trail.Elsewhere.ShouldBeGreaterThan(LeaseTrail.Expiry);
    }

    [Fact]
    public void Nobody_has_it_when_its_holder_renews_it_no_more()
    {
        var last = HeldBy(Stranger);
        Read(last);
        Pass(seconds: 14, () => Read(last));
        _trail.IsOurs.ShouldBeFalse();
        Pass(seconds: 2, () => Read(last));
        _trail.IsOurs.ShouldBeTrue();
        _trail.Elsewhere.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Silence_counts_only_while_somebody_listens()
    {
        Read(HeldBy(Stranger));
        var same = HeldBy(Stranger);
        Read(same);
        Pass(seconds: 12, () => Read(same));
        _trail.Silent.ShouldBe(TimeSpan.FromSeconds(12));

        // The API server is away.
        _time.Advance(TimeSpan.FromSeconds(30));
        Read(same);
        _trail.Silent.ShouldBe(TimeSpan.Zero);
        _trail.Unchanged.ShouldBe(TimeSpan.FromSeconds(42));

        Pass(seconds: 3, () => Read(same));
        _trail.Silent.ShouldBe(TimeSpan.FromSeconds(3));
        Read(HeldBy(Stranger));
        _trail.Silent.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_reading_counts_for_less_than_fifteen_seconds()
    {
        Read(HeldBy(First));
        _time.Advance(TimeSpan.FromSeconds(14));
        _trail.IsOurs.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));
        _trail.IsOurs.ShouldBeFalse();
    }

    [Fact]
    public void A_holder_that_does_not_say_where_its_cluster_is_for_ten_seconds_is_another_operator()
    {
        Read(HeldBy(First));
        Read(Silent());
        Pass(seconds: 9, () => Read(Silent()));
        _trail.IsOurs.ShouldBeTrue();
        Pass(seconds: 2, () => Read(Silent()));
        _trail.IsOurs.ShouldBeFalse();
        _trail.IsForeign.ShouldBeFalse();
    }

    private static UniqueAddress Member(string host, int incarnation) => new(new Address("akka.tcp", "lynq", host, 7946), incarnation);

    // Each renewal gives the Lease another version.
    private LeaseView HeldBy(UniqueAddress? holder) => holder is null
        ? new($"{++_version}", "", null)
        : new($"{++_version}", $"pod_{holder.Uid}", holder.Address.ToString(), "*", holder.Uid);

    private LeaseView Silent() => new($"{++_version}", "go_1", null);

    private void Read(LeaseView lease) => Read(lease, First, Second);

    private void Read(LeaseView lease, params UniqueAddress[] members) => _trail.Note(lease, members, _time.GetTimestamp());

    private void Pass(int seconds, Action read)
    {
        for (var second = 0; second < seconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            read();
        }
    }
}
