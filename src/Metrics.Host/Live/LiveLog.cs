using Metrics.Intake.Live;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Live;

/// <summary>What the running service logs. No event, caller or ticket is ever named.</summary>
internal static partial class LiveLog
{
    [LoggerMessage(2, LogLevel.Debug, "{Worker} failed and is run again")]
    public static partial void Failed(ILogger log, string worker, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "{File}: checkpointed in {Milliseconds} ms")]
    public static partial void Checkpointed(ILogger log, string file, long milliseconds);

    [LoggerMessage(4, LogLevel.Information, "{File}: compacted by {Megabytes} MB in {Milliseconds} ms")]
    public static partial void Compacted(ILogger log, string file, long megabytes, long milliseconds);

    [LoggerMessage(6, LogLevel.Information, "{Organisation}: {Indicators} indicators' years forecast in {Milliseconds} ms")]
    public static partial void Forecast(ILogger log, string organisation, int indicators, long milliseconds);

    [LoggerMessage(7, LogLevel.Information, "{Webhook}: told of {Changes} changes of alarms")]
    public static partial void Told(ILogger log, string webhook, int changes);

    /// <summary>A worker's state became another.</summary>
    public static void Became(ILogger log, string worker, SourceSnapshot now)
    {
        var level = now.State switch
        {
            SourceState.Stopped => LogLevel.Error,
            SourceState.Disconnected => LogLevel.Warning,
            _ => LogLevel.Information,
        };
        StateChanged(log, level, worker, now.State, now.Reason);
    }

    [LoggerMessage(EventId = 5, Message = "{Worker}: {State} {Reason}")]
    private static partial void StateChanged(ILogger log, LogLevel level, string worker, SourceState state, string? reason);

    /// <summary>The configuration says something else of a target than when the service last ran.</summary>
    [LoggerMessage(EventId = 22, Level = LogLevel.Information, Message = "audit: the target {Target} of {Organisation} was '{Before}' and is '{Now}'; the service was started by {By}")]
    public static partial void TargetChanged(ILogger log, string target, string organisation, string? before, string? now, string by);

    /// <summary>Somebody said what to expect, to aim at or what an indicator's outcome was.</summary>
    [LoggerMessage(EventId = 23, Level = LogLevel.Information, Message = "audit: {Caller} told {Count} {Type} of {Organisation}")]
    public static partial void Stated(ILogger log, string caller, int count, string type, string organisation);

    /// <summary>Somebody has seen to an alarm.</summary>
    [LoggerMessage(EventId = 21, Level = LogLevel.Information, Message = "audit: {Caller} acknowledged alarm {Alarm} of {Organisation}")]
    public static partial void Acknowledged(ILogger log, string caller, string alarm, string organisation);

    /// <summary>Somebody read the facts behind a figure, which may be about persons.</summary>
    [LoggerMessage(EventId = 20, Level = LogLevel.Information, Message = "audit: {Caller} read the rows of {Kpi} {Period} of {Organisation}")]
    public static partial void RowsRead(ILogger log, string caller, string kpi, string period, string organisation);
}
