using System.Diagnostics;
using Lynq.Sources.MySql;
using Lynq.Sources.Tests.Conformance;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.MySql;

/// <summary>Servers that are broken, slow or hostile: no hang, no crash, no memory without end, and never a short result.</summary>
public sealed class ProtocolTests
{
    private static readonly Capabilities WithEof = ServerSide.Usual & ~Capabilities.DeprecateEof;
    private static readonly Capabilities WithoutEof = ServerSide.Usual | Capabilities.DeprecateEof;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_results_of_both_shapes(bool deprecateEof)
    {
        await using var server = Answering(ScriptedResult.Whole(deprecateEof, ScriptedResult.Row("a", "1"), [.. ScriptedResult.Text("b"), 0xFB]), deprecateEof);
        var rows = await server.Connection.ReadAsync(ScriptedResult.Mapping);
        rows.Select(row => (row.Uid, row.Activate)).ShouldBe([("a", "1"), ("b", "")]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fails_wherever_a_result_breaks_off(bool deprecateEof)
    {
        var whole = ScriptedResult.Whole(deprecateEof, ScriptedResult.Row("a", "1"), ScriptedResult.Row("b", "1"));
        var cut = 0;
        await using var server = new ScriptedServer(async side =>
        {
            await side.AcceptAsync(deprecateEof ? WithoutEof : WithEof);
            await side.SendRawAsync(whole[..cut]);
        });
        for (; cut < whole.Length; cut++)
        {
            var error = await Should.ThrowAsync<SourceException>(() => server.Connection.ReadAsync(ScriptedResult.Mapping), $"cut at {cut} of {whole.Length}");
            error.Kind.ShouldBeOneOf(SourceErrorKind.Unreachable, SourceErrorKind.QueryFailed);
        }

        server.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fails_wherever_a_greeting_breaks_off()
    {
        var packet = ServerSide.Packet(0, ServerSide.Greeting("mysql_native_password", ServerSide.Usual));
        var cut = 0;
        await using var server = new ScriptedServer(side => side.SendRawAsync(packet[..cut]));
        for (; cut < packet.Length; cut++)
        {
            var error = await Should.ThrowAsync<SourceException>(() => server.Connection.ReadAsync(ScriptedResult.Mapping), $"cut at {cut}");
            error.Kind.ShouldBe(SourceErrorKind.Unreachable);
        }
    }

    [Fact]
    public async Task Fails_on_every_greeting_whose_packet_is_too_short()
    {
        var greeting = ServerSide.Greeting("x", ServerSide.Usual);
        var length = 0;
        await using var server = new ScriptedServer(side => side.SendAsync(greeting[..length]));
        // 66 bytes up to and including the challenge; a plugin's name may be missing.
        for (; length < 60; length++)
            (await Should.ThrowAsync<SourceException>(() => server.Connection.ReadAsync(ScriptedResult.Mapping))).Kind.ShouldBe(SourceErrorKind.Unreachable);
    }

    [Theory]
    [InlineData(new byte[] { 9, 0 })]
    [InlineData(new byte[] { 0xFF, 0x10, 0x04, (byte)'T', (byte)'o', (byte)'o' })]
    [InlineData(new byte[] { (byte)'S', (byte)'S', (byte)'H', (byte)'-', (byte)'2' })]
    public async Task Fails_on_what_is_no_greeting(byte[] greeting)
    {
        await using var server = new ScriptedServer(side => side.SendAsync(greeting));
        (await Should.ThrowAsync<SourceException>(() => server.Connection.ReadAsync(ScriptedResult.Mapping))).Kind.ShouldBe(SourceErrorKind.Unreachable);
    }

    [Theory]
    [InlineData("no columns", new byte[] { 0xFC, 0, 0 })]
    [InlineData("too many columns", new byte[] { 0xFE, 0, 0, 0, 0, 0, 1, 0, 0 })]
    [InlineData("a length that none starts with", new byte[] { 0xFA + 5 + 0, 0xFF })]
    [InlineData("nothing at all", new byte[0])]
    public async Task Fails_on_a_result_that_starts_wrong(string what, byte[] header)
    {
        await using var server = Answering(ServerSide.Packet(1, header));
        (await Should.ThrowAsync<SourceException>(() => server.Connection.ReadAsync(ScriptedResult.Mapping), what)).Kind.ShouldBe(SourceErrorKind.QueryFailed);
    }

    [Theory]
    [InlineData("a value longer than its packet", new byte[] { 200, 1, 2 })]
    [InlineData("a value of 2^63 bytes", new byte[] { 0xFC, 255, 255, 1 })]
    [InlineData("a value too few", new byte[] { 1, 65 })]
    [InlineData("a value too many", new byte[] { 1, 65, 1, 65, 1, 65 })]
    [InlineData("an empty row", new byte[0])]
    public async Task Fails_on_a_malformed_row(string what, byte[] row)
    {
        await using var server = Answering(ScriptedResult.Whole(true, row));
        (await Should.ThrowAsync<SourceException>(() => server.Connection.ReadAsync(ScriptedResult.Mapping), what)).Kind.ShouldBe(SourceErrorKind.QueryFailed);
    }

    [Fact]
    public async Task Fails_on_packets_out_of_order()
    {
        await using var server = Answering([.. ServerSide.Packet(1, [2]), .. ServerSide.Packet(7, ScriptedResult.Column("id"))]);
        (await Should.ThrowAsync<SourceException>(() => server.Connection.ReadAsync(ScriptedResult.Mapping))).Kind.ShouldBe(SourceErrorKind.QueryFailed);
    }

    [Fact]
    public async Task Never_sends_a_local_file()
    {
        var sent = new TaskCompletionSource<string>();
        await using var server = new ScriptedServer(async side =>
        {
            await side.AcceptAsync();
            await side.SendAsync([0xFB, .. "/etc/hostname"u8]);
            try
            {
                await side.WaitForCloseAsync();
            }
            catch (EndOfStreamException e)
            {
                sent.SetResult(e.Message);
            }
        });
        (await Should.ThrowAsync<SourceException>(() => server.Connection.ReadAsync(ScriptedResult.Mapping))).Kind.ShouldBe(SourceErrorKind.QueryFailed);
        (await sent.Task.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe("closed after 0 bytes");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Gives_up_on_a_server_that_stalls_and_closes_the_connection(int stage)
    {
        await using var server = new ScriptedServer(async side =>
        {
            if (stage > 0) await side.AcceptAsync(WithoutEof);
            if (stage > 1) await side.SendRawAsync(ScriptedResult.Whole(true, ScriptedResult.Row("a", "1"))[..^11]);
            await side.WaitForCloseAsync();
        });
        var brief = TimeSpan.FromMilliseconds(300);
        var timeouts = stage == 0 ? server.Connection.Timeouts with { Connect = brief } : server.Connection.Timeouts with { Command = brief };
        var clock = Stopwatch.StartNew();
        var error = await Should.ThrowAsync<SourceException>(() => (server.Connection with { Timeouts = timeouts }).ReadAsync(ScriptedResult.Mapping));
        error.Kind.ShouldBe(SourceErrorKind.Timeout);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(55), "the other limits are longer");
        await Lynq.Testing.Eventually.Holds(() => server.Closed == 1, "the connection is closed");
    }

    [Fact]
    public async Task Gives_up_on_a_read_that_takes_too_long_in_all()
    {
        await using var server = new ScriptedServer(async side =>
        {
            await side.AcceptAsync(WithoutEof);
            await side.SendRawAsync(ScriptedResult.Whole(true)[..^11]);
            for (var i = 5; ; i++) await side.SendRawAsync(ServerSide.Packet((byte)(i - 1), ScriptedResult.Row("a", "1")));
        });
        var connection = server.Connection with { Timeouts = server.Connection.Timeouts with { Total = TimeSpan.FromSeconds(1) } };
        await using var sources = Reading.Sources();
        await using var source = sources.Open(connection, ScriptedResult.Mapping);
        var error = await Should.ThrowAsync<SourceException>(async () =>
        {
            await foreach (var row in source.ReadAsync(default)) row.IsActive.ShouldBeTrue();
        });
        error.Kind.ShouldBe(SourceErrorKind.Timeout);
    }

    [Fact]
    public async Task Refuses_a_row_longer_than_the_limit()
    {
        await using var server = Answering(ScriptedResult.Whole(true, [0xFD, 0, 0, 8, .. new byte[8 << 16], 1, 49]));
        var connection = server.Connection with { MaxRowBytes = 100_000 };
        (await Should.ThrowAsync<SourceException>(() => connection.ReadAsync(ScriptedResult.Mapping))).Kind.ShouldBe(SourceErrorKind.QueryFailed);
    }

    [Theory]
    [InlineData(0xFFFFFF)]
    [InlineData(0xFFFFFF - 1)]
    [InlineData(0xFFFFFF + 1)]
    [InlineData(2 * 0xFFFFFF)]
    [InlineData(70_000)]
    public async Task Puts_rows_of_many_packets_together(int payloadLength)
    {
        // The longest value stands behind nine bytes of length, whose first is the mark of an end as well.
        var isLong = payloadLength > 0xFFFFFF + 1;
        var length = payloadLength - (isLong ? 9 : 4) - 2;
        byte[] prefix = isLong ? [0xFE, .. BitConverter.GetBytes((long)length)] : [0xFD, .. BitConverter.GetBytes(length)[..3]];
        byte[] row = [.. prefix, .. Enumerable.Repeat((byte)'x', length), 1, (byte)'1'];
        await using var server = new ScriptedServer(async side =>
        {
            await side.AcceptAsync(WithoutEof);
            await side.SendRawAsync(ScriptedResult.Whole(true)[..^11]);
            var sequence = (byte)4;
            for (var offset = 0; ; offset += 0xFFFFFF)
            {
                var part = row[Math.Min(offset, row.Length)..Math.Min(offset + 0xFFFFFF, row.Length)];
                await side.SendRawAsync(ServerSide.Packet(sequence++, part));
                if (part.Length < 0xFFFFFF) break;
            }

            await side.SendRawAsync(ServerSide.Packet(sequence, ScriptedResult.OkEnd()));
            await side.QueryAsync();
        });
        var read = (await server.Connection.ReadAsync(ScriptedResult.Mapping)).ShouldHaveSingleItem();
        (read.Uid.Length, read.Uid.All(c => c == 'x'), read.Activate).ShouldBe((length, true, "1"));
    }

    [Fact]
    public async Task Does_not_use_a_connection_again_that_has_more_results()
    {
        await using var server = new ScriptedServer(async side =>
        {
            await side.AcceptAsync(WithoutEof);
            var whole = ScriptedResult.Whole(true, ScriptedResult.Row("a", "1"));
            whole[^4] = 8;
            await side.SendRawAsync(whole);
            await side.QueryAsync();
        });
        await using var sources = Reading.Sources();
        await using var source = sources.Open(server.Connection, ScriptedResult.Mapping);
        (await source.ReadAllAsync()).Count.ShouldBe(1);
        (await source.ReadAllAsync()).Count.ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Uses_a_connection_again_as_long_as_it_answers()
    {
        var queries = 0;
        await using var server = new ScriptedServer(async side =>
        {
            await side.GreetAsync("mysql_native_password");
            await side.ReadAsync();
            await side.OkAsync();
            for (var i = 0; i < 3; i++)
            {
                (await side.QueryAsync()).ShouldBe("SELECT `id`, `active` FROM `t`");
                Interlocked.Increment(ref queries);
                await side.SendRawAsync(ScriptedResult.Whole(true, ScriptedResult.Row("a", "1")));
            }
        });
        await using var sources = Reading.Sources();
        await using var source = sources.Open(server.Connection, ScriptedResult.Mapping);
        for (var i = 0; i < 5; i++) (await source.ReadAllAsync()).Count.ShouldBe(1);
        (queries, server.Connections).ShouldBe((5, 2));
        server.Failures.ShouldBeEmpty();
    }

    private static ScriptedServer Answering(byte[] answer, bool deprecateEof = true) => new(async side =>
    {
        await side.AcceptAsync(deprecateEof ? WithoutEof : WithEof);
        await side.SendRawAsync(answer);
        await side.QueryAsync();
    });
}
