namespace Metrics.EndToEnd.Tests;

/// <summary>Small inputs whose figures can be worked out by hand.</summary>
internal static class Samples
{
    /// <summary>
    /// Ten calls. Answered: all but K03 and K08, so 8. Waits of the answered: 60, 120, 121, 10, 59, 61, 0, 200; sum 631.
    /// Within 120 s (at most 120): 60, 120, 10, 59, 61, 0 = 6. Within 60 s: 60, 10, 59, 0 = 4.
    /// Talk: 120 + 60 + 180 + 90 + 30 + 600 + 1 + 3600 = 4681 s. Solved: K01, K04, K05, K07, K09 = 5.
    /// K06 is the last second of a Sunday (week 9), K07 the first of the Monday after; 1 January 2022 is in week 52 of 2021.
    /// </summary>
    public const string Calls = """
        Call Id,Agent,Date,Time,Topic,Answered (Y/N),Resolved,Speed of answer in seconds,AvgTalkDuration,Satisfaction rating
        K01,A,2021-03-01,08:00:00,Lön,Y,Y,60,00:02:00,5
        K02,A,2021-03-01,08:14:59,Lön,Y,N,120,00:01:00,2
        K03,B,2021-03-01,08:15:00,Lön,N,N,,,
        K04,B,2021-03-01,08:59:59,"Dator, mobil",Y,Y,121,00:03:00,
        K05,B,2021-03-02,16:45:00,"Dator, mobil",Y,Y,10,00:01:30,4
        K06,A,2021-03-07,23:59:59,Lön,Y,N,59,00:00:30,1
        K07,A,2021-03-08,00:00:00,Lön,Y,Y,61,00:10:00,3
        K08,A,2021-04-30,12:00:00,Lön,N,N,,,
        K09,A,2021-05-01,12:00:00,Lön,Y,Y,0,00:00:01,
        K10,A,2022-01-01,00:00:00,Övrigt,Y,N,200,01:00:00,2

        """;

    /// <summary>The first two calls, and four rows that must be refused: a day that isn't, a word for a number, a word nobody explained, too few columns.</summary>
    public const string CallsWithFaults = """
        Call Id,Agent,Date,Time,Topic,Answered (Y/N),Resolved,Speed of answer in seconds,AvgTalkDuration,Satisfaction rating
        K01,A,2021-03-01,08:00:00,Lön,Y,Y,60,00:02:00,5
        F02,A,2021-02-29,08:00:00,Lön,Y,Y,60,00:02:00,5
        F03,A,2021-03-01,08:00:00,Lön,Y,Y,sixty,00:02:00,5
        K02,A,2021-03-01,08:14:59,Lön,Y,N,120,00:01:00,2
        F04,A,2021-03-01,08:00:00,Lön,perhaps,Y,60,00:02:00,5
        F05,A,2021-03-01

        """;

    /// <summary>
    /// Six incidents, written as an audit log writes them: resolved_at and closed_at stand on every row with their last value.
    /// I1: 120 minutes, met. I2: handed over, paused 10–12, 1 440 minutes, not met. I3: solved on 1 April 00:29, reopened, solved
    /// for good on 3 April 08:00: from 31 March 23:59 that is 2 days 8 hours 1 minute = 3 361 minutes. I4: closed without ever
    /// being solved. I5: still open. I6: solved the minute it was opened (2 April, not 4 February), not met.
    /// March: opened 3, resolved 2 (I1, I2; 1 560 minutes), closed 2 (1 met), open at its end 1 (I3).
    /// April: opened 3, resolved 2 (I3, I6; 3 361 minutes), closed 3 (I3, I4 met), one of them reopened, open at its end 1 (I5).
    /// </summary>
    public const string Incidents = """
        number,incident_state,reassignment_count,reopen_count,sys_mod_count,made_sla,opened_at,sys_updated_at,contact_type,location,category,priority,assignment_group,resolved_at,closed_at
        I1,New,0,0,0,true,1/3/2021 08:00,1/3/2021 08:05,Phone,Location 1,Category 1,3 - Moderate,Group 1,1/3/2021 10:00,6/3/2021 10:00
        I2,New,0,0,0,true,1/3/2021 09:00,1/3/2021 09:00,Email,Location 1,Category 2,2 - High,Group 1,2/3/2021 09:00,7/3/2021 09:00
        I2,Active,1,0,1,true,1/3/2021 09:00,1/3/2021 09:30,Email,Location 1,Category 2,2 - High,Group 2,2/3/2021 09:00,7/3/2021 09:00
        I1,Resolved,0,0,1,true,1/3/2021 08:00,1/3/2021 10:00,Phone,Location 1,Category 1,3 - Moderate,Group 1,1/3/2021 10:00,6/3/2021 10:00
        I2,Awaiting User Info,1,0,2,true,1/3/2021 09:00,1/3/2021 10:00,Email,Location 1,Category 2,2 - High,Group 2,2/3/2021 09:00,7/3/2021 09:00
        I2,Active,1,0,3,true,1/3/2021 09:00,1/3/2021 12:00,Email,Location 1,Category 2,2 - High,Group 2,2/3/2021 09:00,7/3/2021 09:00
        I2,Resolved,1,0,4,true,1/3/2021 09:00,2/3/2021 09:00,Email,Location 1,Category 2,2 - High,Group 2,2/3/2021 09:00,7/3/2021 09:00
        I1,Closed,0,0,2,true,1/3/2021 08:00,6/3/2021 10:00,Phone,Location 1,Category 1,3 - Moderate,Group 1,1/3/2021 10:00,6/3/2021 10:00
        I2,Closed,1,0,5,false,1/3/2021 09:00,7/3/2021 09:00,Email,Location 1,Category 2,2 - High,Group 2,2/3/2021 09:00,7/3/2021 09:00
        I3,New,0,0,0,true,31/3/2021 23:59,1/4/2021 00:01,Phone,Location 2,Category 1,3 - Moderate,Group 1,3/4/2021 08:00,8/4/2021 08:00
        I3,Resolved,0,0,1,true,31/3/2021 23:59,1/4/2021 00:29,Phone,Location 2,Category 1,3 - Moderate,Group 1,3/4/2021 08:00,8/4/2021 08:00
        I4,New,0,0,0,true,1/4/2021 08:00,1/4/2021 08:00,Self service,?,Category 1,4 - Low,Group 1,?,5/4/2021 08:00
        I6,New,0,0,0,true,2/4/2021 07:00,2/4/2021 07:00,Phone,Location 2,Category 2,3 - Moderate,Group 1,2/4/2021 07:00,12/4/2021 07:00
        I6,Resolved,0,0,1,true,2/4/2021 07:00,2/4/2021 07:00,Phone,Location 2,Category 2,3 - Moderate,Group 1,2/4/2021 07:00,12/4/2021 07:00
        I3,Active,0,1,2,true,31/3/2021 23:59,2/4/2021 08:00,Phone,Location 2,Category 1,3 - Moderate,Group 1,3/4/2021 08:00,8/4/2021 08:00
        I3,Resolved,0,1,3,true,31/3/2021 23:59,3/4/2021 08:00,Phone,Location 2,Category 1,3 - Moderate,Group 1,3/4/2021 08:00,8/4/2021 08:00
        I4,Closed,0,0,1,true,1/4/2021 08:00,5/4/2021 08:00,Self service,?,Category 1,4 - Low,Group 1,?,5/4/2021 08:00
        I5,New,0,0,0,true,5/4/2021 12:00,5/4/2021 12:00,Phone,Location 1,Category 1,3 - Moderate,Group 1,?,?
        I3,Closed,0,1,4,true,31/3/2021 23:59,8/4/2021 08:00,Phone,Location 2,Category 1,3 - Moderate,Group 1,3/4/2021 08:00,8/4/2021 08:00
        I6,Closed,0,0,2,false,2/4/2021 07:00,12/4/2021 07:00,Phone,Location 2,Category 2,3 - Moderate,Group 1,2/4/2021 07:00,12/4/2021 07:00

        """;

    /// <summary>Counts of invoices by month, and computers, which are a stock.</summary>
    public const string Volumes = """
        month,unit,measure,kind,handling,count
        2021-01,Ekonomi,supplier-invoices,flow,electronic,900
        2021-01,Ekonomi,supplier-invoices,flow,manual,100
        2021-02,Ekonomi,supplier-invoices,flow,electronic,1100
        2021-02,Ekonomi,supplier-invoices,flow,automated,100
        2021-01,IT,computers,stock,,31000
        2021-02,IT,computers,stock,,31500

        """;

    /// <summary>One CloudEvent as a line.</summary>
    public static string Event(string id, string type, string time, string subject, string data, string more = "")
        => $$"""{"specversion":"1.0","id":"{{id}}","source":"desk","type":"servicedesk.{{type}}.v1","time":"{{time}}","subject":"{{subject}}",{{more}}"data":{{data}}}""" + "\n";
}
