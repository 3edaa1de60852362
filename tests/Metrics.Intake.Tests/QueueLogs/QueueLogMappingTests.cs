using System.Text;
using Metrics.Intake.Tests.Support;
using Metrics.ServiceDesk.Contacts;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Tests.QueueLogs;

/// <summary>What each row of Asterisk's queue_log becomes.</summary>
public sealed class QueueLogMappingTests : IDisposable
{
    private const string Source = "asterisk-queue-log";

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_call_is_offered_answered_and_ended()
    {
        var read = await Read("1700000000|c1|support|NONE|ENTERQUEUE||0701234567|1", "1700000007|c1|support|SIP/anna|CONNECT|7|1700000003.2|4", "1700000067|c1|support|SIP/anna|COMPLETEAGENT|7|60|1");
        read.Events.Select(e => e.Type.Name).Should().Equal("servicedesk.contact.offered.v1", "servicedesk.contact.answered.v1", "servicedesk.contact.ended.v1");
        read.Events.Should().OnlyContain(e => e.Subject == "c1|support|1");
        var fact = ContactFold.Fold(read.Events);
        (fact.Outcome, fact.WaitMicroseconds, fact.TalkMicroseconds).Should().Be((ContactOutcome.Answered, 7_000_000L, 60_000_000L));
        (fact.Slice.Queue, fact.Slice.Channel, fact.OfferedAt).Should().Be(("support", "phone", Instants.At("2023-11-14T22:13:20Z")));
    }

    [Theory]
    [InlineData("ABANDON|1|2|33", ContactOutcome.Abandoned, 33)]
    [InlineData("EXITWITHTIMEOUT|1|2|33", ContactOutcome.TimedOut, 33)]
    [InlineData("EXITWITHTIMEOUT|1", ContactOutcome.TimedOut, 40)]
    [InlineData("EXITEMPTY|1|2|33", ContactOutcome.TimedOut, 33)]
    [InlineData("EXITWITHKEY|1|1|2|33", ContactOutcome.Transferred, 40)]
    [InlineData("WITHDRAW|1|2|33|callback", ContactOutcome.Transferred, 40)]
    [InlineData("MISROUTED|", ContactOutcome.Misrouted, null)]
    [InlineData("RINGNOANSWER|10000", ContactOutcome.Waiting, null)]
    public async Task A_call_that_nobody_answers_leaves_by_one_way(string row, ContactOutcome outcome, int? wait)
    {
        var read = await Read("1700000000|c1|support|NONE|ENTERQUEUE||0701234567|1", $"1700000040|c1|support|NONE|{row}");
        read.Rejects.Should().BeEmpty();
        var fact = ContactFold.Fold(read.Events);
        (fact.Outcome, fact.WaitMicroseconds).Should().Be((outcome, wait * 1_000_000L));
    }

    [Theory]
    [InlineData("COMPLETECALLER|7|60|1", 60)]
    [InlineData("TRANSFER|200|default|7|61|1", 61)]
    [InlineData("TRANSFER|200|default", 100)]
    [InlineData("BLINDTRANSFER|200|default|7|62|1", 62)]
    [InlineData("ATTENDEDTRANSFER|BRIDGE|0b3c-aa|7|63|1", 63)]
    [InlineData("ATTENDEDTRANSFER|APP|VoiceMail|7|64|1", 64)]
    [InlineData("ATTENDEDTRANSFER|LINK|Local/200@x-1;1|Local/200@x-1;2|7|65|1", 65)]
    public async Task Whoever_is_sent_on_after_an_answer_was_answered(string row, int talk)
    {
        var read = await Read("1700000000|c1|support|NONE|ENTERQUEUE||0701234567|1", "1700000007|c1|support|SIP/anna|CONNECT|7|1700000003.2|4", $"1700000107|c1|support|SIP/anna|{row}");
        read.Rejects.Should().BeEmpty();
        var fact = ContactFold.Fold(read.Events);
        (fact.Outcome, fact.WaitMicroseconds, fact.TalkMicroseconds).Should().Be((ContactOutcome.Answered, 7_000_000L, talk * 1_000_000L));
    }

    [Theory]
    [InlineData("JOINEMPTY|", ContactOutcome.TimedOut)]
    [InlineData("FULL", ContactOutcome.TimedOut)]
    [InlineData("CLOSED|", ContactOutcome.Closed)]
    [InlineData("MISROUTED|", ContactOutcome.Misrouted)]
    public async Task A_call_that_was_not_let_in_is_told_by_one_row(string row, ContactOutcome outcome)
    {
        var fact = ContactFold.Fold((await Read($"1700000000|c1|support|NONE|{row}")).Events);
        (fact.Outcome, fact.OfferedAt, fact.Slice.Queue, fact.Slice.Channel).Should().Be((outcome, Instants.At("2023-11-14T22:13:20Z"), "support", "phone"));
        fact.WaitMicroseconds.Should().Be(outcome == ContactOutcome.TimedOut ? 0 : null);
    }

    [Fact]
    public async Task Each_visit_to_a_queue_is_a_contact_of_its_own()
    {
        var read = await Read(
            "1700000000|c1|first|NONE|ENTERQUEUE||070|1", "1700000010|c1|first|NONE|EXITWITHTIMEOUT|1|1|10", "1700000010|c1|first|NONE|ENTERQUEUE||070|1",
            "1700000015|c1|first|SIP/a|CONNECT|5|x|1", "1700000020|c1|first|SIP/a|BLINDTRANSFER|2|default|5|5|1", "1700000020|c1|second|NONE|ENTERQUEUE||070|1", "1700000025|c1|second|NONE|ABANDON|1|1|5");
        var facts = read.Events.GroupBy(e => e.Subject).Select(g => (g.Key, ContactFold.Fold([.. g]).Outcome));
        facts.Should().Equal(("c1|first|1", ContactOutcome.TimedOut), ("c1|first|2", ContactOutcome.Answered), ("c1|second|1", ContactOutcome.Abandoned));
        read.Events.Select(e => e.Key).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Rows_of_one_second_are_told_apart_and_told_the_same_whenever_they_are_read()
    {
        string[] rows =
        [
            "1700000000|c1|support|NONE|ENTERQUEUE||070|1", "1700000000|c1|support|NONE|EXITWITHKEY|1|1|1|0", "1700000000|c1|support|NONE|ENTERQUEUE||070|1",
            "1700000000|c1|support|SIP/a|CONNECT|0|x|0", "1700000000|c1|support|SIP/a|COMPLETECALLER|0|0|1", "1700000000|c2|support|NONE|ENTERQUEUE||070|1",
        ];
        var read = await Read(rows);
        read.Events.Select(e => e.Key).Should().OnlyHaveUniqueItems();
        ContactFold.Fold([.. read.Events.Where(e => e.Subject == "c1|support|2")]).Outcome.Should().Be(ContactOutcome.Answered);
        var again = await FileReading.Read(_folder.Write("queue_log.1.gz", TestFolder.Gzip(string.Join('\n', rows) + "\n")), IntakeDesk.Pipelines.Source(Source));
        again.Events.Select(e => (e.Key, e.Content)).Should().Equal(read.Events.Select(e => (e.Key, e.Content)));
    }

    [Theory]
    [InlineData("0|NONE|NONE|NONE|QUEUESTART|")]
    [InlineData("1|NONE|NONE|NONE|CONFIGRELOAD|")]
    [InlineData("1|CLI|support|Anna|ADDMEMBER|PAUSED")]
    [InlineData("1|MANAGER|support|Anna|REMOVEMEMBER|")]
    [InlineData("1|NONE|NONE|Anna|PAUSEALL|")]
    [InlineData("1|NONE|support|Anna|UNPAUSE|Auto-Unpause")]
    [InlineData("1|c1|support|NONE|DID|0850800000")]
    [InlineData("1|c1|support|NONE|INFO|a|b|c|d|e|f|g|h|i")]
    [InlineData("1.5|c1|support|Anna|RINGNOANSWER|15000")]
    public async Task What_tells_nothing_of_a_contact_is_read_and_is_no_event(string row)
    {
        var read = await Read(row);
        (read.Records, read.Events.Count, read.Rejects.Count).Should().Be((1, 0, 0));
    }

    [Theory]
    [InlineData("1700000000|c1|support|NONE|RINGS|1", "event", "'RINGS' is not one of ENTERQUEUE, *")]
    [InlineData("1700000000|c1|support|NONE|", "event", "is missing")]
    [InlineData("170000000x|c1|support|NONE|PAUSE|", "time", "'170000000x' is not a time as unix")]
    [InlineData("|c1|support|NONE|PAUSE|", "time", "is missing")]
    [InlineData("1700000000|c1|support|NONE", null, "has 4 columns where a row has 5 to 14")]
    [InlineData("1700000000|NONE|support|NONE|ENTERQUEUE||070|1", "callid", "is missing*")]
    [InlineData("1700000000|c1|NONE|NONE|ENTERQUEUE||070|1", "queue", "is missing*")]
    [InlineData("1700000000|c1|support|NONE|ENTERQUEUE|070|1|http", "data3", "'http' is not a number*")]
    [InlineData("1700000000|c1|support|Anna|CONNECT|", "data1", "is missing")]
    [InlineData("1700000000|c1|support|Anna|CONNECT|1O|x|1", "data1", "'1O' is not a number*")]
    [InlineData("1700000000|c1|support|Anna|CONNECT|-1|x|1", "data1", "-1 is outside 0 to*")]
    [InlineData("1700000000|c1|support|Anna|COMPLETEAGENT|10", "data2", "is missing")]
    [InlineData("1700000000|c1|support|NONE|ABANDON|1|1", "data3", "is missing")]
    [InlineData("1700000000|c1|support|Anna|RINGNOANSWER|soon", "data1", "'soon' is not a number*")]
    [InlineData("1700000000|c1|support|Anna|RINGNOANSWER|", "data1", "is missing")]
    [InlineData("1700000000|c1|support|NONE|ABANDON|1700000001|c2|support|NONE|ENTERQUEUE||070|1", "data7", "holds something*a line end may be lost*")]
    [InlineData("1700000000|c1|support|Anna|PAUSE|1700000001|c2|support|NONE|ENTERQUEUE||070|1", "data7", "holds something*")]
    public async Task A_damaged_row_is_rejected_with_its_reason(string row, string? column, string reason)
    {
        var read = await Read("1700000000|c0|support|NONE|ENTERQUEUE||070|1", row, "1700000009|c0|support|NONE|ABANDON|1|1|9");
        read.Events.Should().HaveCount(2);
        var reject = read.Rejects.Should().ContainSingle().Subject;
        (reject.Line, reject.Field).Should().Be((2, column));
        reject.Reason.Should().Match(reason);
    }

    [Fact]
    public async Task Nobody_is_named_in_events_or_rejects()
    {
        var read = await Read(
            "1700000000|c1|support|NONE|ENTERQUEUE||0701234567|1|Karin Ek", "1700000007|c1|support|Anna Berg|CONNECT|7|SIP/anna-1|4", "1700000067|c1|support|Anna Berg|COMPLETEAGENT|x|y|1",
            "1700000100|c2|support|NONE|ENTERQUEUE||0701234567|x|Karin Ek", "1700000200|c3|support|NONE|ABANDON|1700000001|c2|support|NONE|ENTERQUEUE||0701234567|1");
        read.Rejects.Should().HaveCount(3);
        var kept = string.Concat(read.Events.Select(e => $"{e.Id} {e.Subject} {e.DataJson}\n")) + string.Concat(read.Rejects.Select(r => $"{r.Reason} {r.Text()}\n"));
        kept.Should().NotContainAny("0701234567", "Karin", "Anna", "anna").And.Contain("callerKey");
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("unknown")]
    [InlineData("")]
    public async Task Callers_of_whom_nothing_is_known_are_not_one_caller(string caller)
        => ((ContactOffered)(await Read($"1700000000|c1|support|NONE|ENTERQUEUE||{caller}|1")).Events.Single().Data).CallerKey.Should().BeNull();

    [Fact]
    public async Task An_installation_s_own_words_and_hours_are_a_few_words_in_a_mapping_of_its_own()
    {
        var shipped = await File.ReadAllTextAsync(IntakeDesk.Pipelines.Source(Source).File);
        var own = _folder.Mapping(shipped.Replace("outsideHours: offered", "outsideHours: closed", StringComparison.Ordinal).Replace("CLOSED: closed", "STANGT: closed", StringComparison.Ordinal));
        var file = _folder.Write("queue_log", "1700040000|c1|support|NONE|STANGT|\n1700040000|c2|support|NONE|CLOSED|\n1700040000|c3|support|NONE|ENTERQUEUE||070|1\n1700080000|c4|support|NONE|ENTERQUEUE||070|1\n");
        var read = await FileReading.Read(file, own);
        // 1 700 040 000 is a Wednesday at 09:20 UTC, 40 000 s later it is evening; the organisation 'default' is open from 08 to 17.
        read.Events.Select(e => e.Data.GetType()).Should().Equal(typeof(ContactClosed), typeof(ContactOffered), typeof(ContactClosed));
        read.Rejects.Should().ContainSingle().Which.Reason.Should().StartWith("'CLOSED' is not one of");
    }

    public void Dispose() => _folder.Dispose();

    private Task<FileRead> Read(params string[] rows)
        => FileReading.Read(_folder.Write("queue_log", Encoding.UTF8.GetBytes(string.Join('\n', rows) + "\n")), IntakeDesk.Pipelines.Source(Source));
}
