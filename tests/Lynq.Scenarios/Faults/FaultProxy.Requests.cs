using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace Lynq.Scenarios.Faults;

internal sealed partial class FaultProxy
{
    // What belongs to a connection.
    private static readonly HashSet<string> NotPassedOn =
        new(StringComparer.OrdinalIgnoreCase) { "Connection", "Transfer-Encoding", "Host", "Keep-Alive", "Upgrade", "Content-Length", "Accept-Encoding" };

    private const int TruncatedAt = 40;

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var request = context.Request;
            var exchange = Log.Arrive(
                number => Exchange.Of(number, _client, request.Method, request.Path.Value!, request.Query.ContainsKey("watch"), request.ContentType, body) with { ListsFirst = request.Query.ContainsKey("sendInitialEvents") },
                arrived => Decide?.Invoke(arrived));
            await (Down ? BreakAsync(context, TimeSpan.Zero) : MeetAsync(context, exchange));
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException or BadHttpRequestException)
        {
            Break(context);
        }
    }

    private Task MeetAsync(HttpContext context, Exchange exchange)
    {
        switch (exchange.Fault?.Kind)
        {
            case FaultKind.Answer:
                return AnswerAsync(context, exchange.Fault.Code);
            case FaultKind.Stall:
                return BreakAsync(context, exchange.Fault.Time);
            case FaultKind.Tls:
                Interlocked.Exchange(ref _badHandshakes, BadHandshakes);
                return BreakAsync(context, TimeSpan.Zero);
            case FaultKind.Reset:
                return BreakAsync(context, TimeSpan.Zero);
            case FaultKind.StaleList when exchange.Verb == "list" && _lists.TryGetValue(context.Request.GetEncodedPathAndQuery(), out var before):
                context.Response.ContentType = "application/json";
                return context.Response.Body.WriteAsync(before, context.RequestAborted).AsTask();
            default:
                return ForwardAsync(context, exchange);
        }
    }

    private static async Task AnswerAsync(HttpContext context, int code)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        if (code == 429) context.Response.Headers.RetryAfter = "1";
        var reason = code switch { 409 => "Conflict", 410 => "Expired", 422 => "Invalid", 429 => "TooManyRequests", 503 => "ServiceUnavailable", 504 => "Timeout", _ => "InternalError" };
        await context.Response.WriteAsync($$"""{"kind":"Status","apiVersion":"v1","status":"Failure","code":{{code}},"reason":"{{reason}}","message":"injected"}""", context.RequestAborted);
    }

    private async Task BreakAsync(HttpContext context, TimeSpan after)
    {
        await Task.Delay(after, context.RequestAborted);
        Break(context);
    }

    private async Task ForwardAsync(HttpContext context, Exchange exchange)
    {
        using var request = RequestOf(context, exchange);
        using var open = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, exchange.Verb == "watch" ? _cut.Token : CancellationToken.None);
        // A write goes through even when the client has gone: that is what makes lost answers hard.
        using var response = await _server.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, exchange.Writes ? CancellationToken.None : open.Token);
        Log.Answer(exchange, (int)response.StatusCode);
        if (exchange.Fault?.Kind == FaultKind.LostAnswer)
        {
            Break(context);
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => !NotPassedOn.Contains(header.Key)))
            context.Response.Headers[name] = values.ToArray();
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        await using var answer = await response.Content.ReadAsStreamAsync(open.Token);
        if (exchange.Verb == "watch" && response.IsSuccessStatusCode)
            await StreamAsync(context, exchange, answer, open.Token);
        else
            await CopyAsync(context, exchange, answer);
    }

    private static HttpRequestMessage RequestOf(HttpContext context, Exchange exchange)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(context.Request.GetEncodedPathAndQuery(), UriKind.Relative));
        if (exchange.Body.Length > 0)
        {
            request.Content = new StringContent(exchange.Body);
            request.Content.Headers.Remove("Content-Type");
        }

        foreach (var (name, values) in context.Request.Headers.Where(header => !NotPassedOn.Contains(header.Key) && !header.Key.StartsWith(':')))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return request;
    }

    private async Task CopyAsync(HttpContext context, Exchange exchange, Stream answer)
    {
        using var whole = new MemoryStream();
        await answer.CopyToAsync(whole, context.RequestAborted);
        var bytes = whole.ToArray();
        if (exchange.Verb == "list" && exchange.Status == 200) _lists[context.Request.GetEncodedPathAndQuery()] = bytes;
        if (exchange.Fault?.Kind == FaultKind.Truncate)
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, Math.Min(bytes.Length, TruncatedAt)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            Break(context);
            return;
        }

        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private async Task StreamAsync(HttpContext context, Exchange exchange, Stream answer, CancellationToken open)
    {
        await context.Response.StartAsync(open);
        using var lines = new StreamReader(answer);
        while (await lines.ReadLineAsync(open) is { } line)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(line + "\n");
            if (exchange.Fault?.Kind == FaultKind.Truncate)
            {
                await SendAsync(bytes.AsMemory(0, Math.Min(bytes.Length, TruncatedAt)));
                Break(context);
                return;
            }

            switch (Disturb?.Invoke(exchange) ?? EventFault.None)
            {
                case EventFault.Delay:
                    await Task.Delay(TimeSpan.FromMilliseconds(400), open);
                    break;
                case EventFault.Repeat:
                    await SendAsync(bytes);
                    break;
                case EventFault.Cut:
                    context.Abort();
                    return;
                case EventFault.Drop:
                    await Task.Delay(TimeSpan.FromMilliseconds(300), open);
                    context.Abort();
                    return;
            }

            await SendAsync(bytes);
        }

        async Task SendAsync(ReadOnlyMemory<byte> bytes)
        {
            await context.Response.Body.WriteAsync(bytes, open);
            await context.Response.Body.FlushAsync(open);
        }
    }
}
