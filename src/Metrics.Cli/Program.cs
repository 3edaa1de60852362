using System.CommandLine;
using Metrics.Cli;
using Metrics.Cli.Commands;

var root = new RootCommand("Service-desk and SLA figures: from tickets, calls and volumes to KPIs with their receipts.")
{
    IngestCommand.Create(),
    KpiCommand.Create(),
    ExplainCommand.Create(),
    FactsCommand.Create(),
    ForecastCommand.Create(),
    BacktestCommand.Create(),
    PrognosesCommand.Create(),
    PlanCommand.Create(),
    StaffingCommand.Create(),
    DueCommand.Create(),
    ReportCommand.Create(),
    HealthyCommand.Create(),
    DevBrokerCommand.Create(),
    KeyCommand.Create(),
    SourcesCommand.Create(),
    RejectsCommand.Create(),
    SimulateCommand.Create(),
    SimulateDayCommand.Create(),
    VerifyCommand.Create(),
    DoctorCommand.Create(),
};
root.Add(DemoCommand.Create(root));
root.Add(RunCommand.Create(root));
root.Add(Shared.Db);
root.Add(Shared.Verbose);
return await CommandRunner.RunAsync(root, args).ConfigureAwait(false);
