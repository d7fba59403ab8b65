# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'settings_network.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QComboBox, QFormLayout,
    QFrame, QLabel, QLineEdit, QSizePolicy,
    QSpacerItem, QSpinBox, QVBoxLayout, QWidget)

class Ui_SettingsNetwork(object):
    def setupUi(self, SettingsNetwork):
        if not SettingsNetwork.objectName():
            SettingsNetwork.setObjectName(u"SettingsNetwork")
        SettingsNetwork.resize(720, 600)
        self.outer = QVBoxLayout(SettingsNetwork)
        self.outer.setSpacing(8)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 16, 24, 16)
        self.proxy_title = QLabel(SettingsNetwork)
        self.proxy_title.setObjectName(u"proxy_title")
        self.proxy_title.setProperty(u"look", u"title")

        self.outer.addWidget(self.proxy_title)

        self.proxy_panel = QFrame(SettingsNetwork)
        self.proxy_panel.setObjectName(u"proxy_panel")
        self.proxy_panel.setProperty(u"look", u"panel")
        self.proxy_panel_form = QFormLayout(self.proxy_panel)
        self.proxy_panel_form.setObjectName(u"proxy_panel_form")
        self.proxy_panel_form.setHorizontalSpacing(24)
        self.proxy_panel_form.setVerticalSpacing(12)
        self.proxy_panel_form.setContentsMargins(16, 16, 16, 16)
        self.proxy_label = QLabel(self.proxy_panel)
        self.proxy_label.setObjectName(u"proxy_label")
        self.proxy_label.setMinimumSize(QSize(168, 0))

        self.proxy_panel_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.proxy_label)

        self.proxy = QComboBox(self.proxy_panel)
        self.proxy.addItem("")
        self.proxy.addItem("")
        self.proxy.addItem("")
        self.proxy.addItem("")
        self.proxy.setObjectName(u"proxy")
        self.proxy.setMinimumSize(QSize(176, 0))
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.proxy.sizePolicy().hasHeightForWidth())
        self.proxy.setSizePolicy(sizePolicy)

        self.proxy_panel_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.proxy)

        self.proxy_address_label = QLabel(self.proxy_panel)
        self.proxy_address_label.setObjectName(u"proxy_address_label")
        self.proxy_address_label.setMinimumSize(QSize(168, 0))

        self.proxy_panel_form.setWidget(1, QFormLayout.ItemRole.LabelRole, self.proxy_address_label)

        self.proxy_address = QLineEdit(self.proxy_panel)
        self.proxy_address.setObjectName(u"proxy_address")
        self.proxy_address.setMinimumSize(QSize(320, 0))
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy1.setHorizontalStretch(0)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.proxy_address.sizePolicy().hasHeightForWidth())
        self.proxy_address.setSizePolicy(sizePolicy1)

        self.proxy_panel_form.setWidget(1, QFormLayout.ItemRole.FieldRole, self.proxy_address)

        self.pac_address_label = QLabel(self.proxy_panel)
        self.pac_address_label.setObjectName(u"pac_address_label")
        self.pac_address_label.setMinimumSize(QSize(168, 0))

        self.proxy_panel_form.setWidget(2, QFormLayout.ItemRole.LabelRole, self.pac_address_label)

        self.pac_address = QLineEdit(self.proxy_panel)
        self.pac_address.setObjectName(u"pac_address")
        self.pac_address.setMinimumSize(QSize(320, 0))
        sizePolicy1.setHeightForWidth(self.pac_address.sizePolicy().hasHeightForWidth())
        self.pac_address.setSizePolicy(sizePolicy1)

        self.proxy_panel_form.setWidget(2, QFormLayout.ItemRole.FieldRole, self.pac_address)

        self.proxy_note = QLabel(self.proxy_panel)
        self.proxy_note.setObjectName(u"proxy_note")
        self.proxy_note.setWordWrap(True)
        self.proxy_note.setProperty(u"look", u"warn")

        self.proxy_panel_form.setWidget(3, QFormLayout.ItemRole.SpanningRole, self.proxy_note)


        self.outer.addWidget(self.proxy_panel)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.evidence_title = QLabel(SettingsNetwork)
        self.evidence_title.setObjectName(u"evidence_title")
        self.evidence_title.setProperty(u"look", u"title")

        self.outer.addWidget(self.evidence_title)

        self.fetching = QFrame(SettingsNetwork)
        self.fetching.setObjectName(u"fetching")
        self.fetching.setProperty(u"look", u"panel")
        self.fetching_form = QFormLayout(self.fetching)
        self.fetching_form.setObjectName(u"fetching_form")
        self.fetching_form.setHorizontalSpacing(24)
        self.fetching_form.setVerticalSpacing(12)
        self.fetching_form.setContentsMargins(16, 16, 16, 16)
        self.bandwidth_label = QLabel(self.fetching)
        self.bandwidth_label.setObjectName(u"bandwidth_label")
        self.bandwidth_label.setMinimumSize(QSize(168, 0))

        self.fetching_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.bandwidth_label)

        self.bandwidth = QSpinBox(self.fetching)
        self.bandwidth.setObjectName(u"bandwidth")
        self.bandwidth.setMinimumSize(QSize(176, 0))
        sizePolicy.setHeightForWidth(self.bandwidth.sizePolicy().hasHeightForWidth())
        self.bandwidth.setSizePolicy(sizePolicy)
        self.bandwidth.setMinimum(0)
        self.bandwidth.setMaximum(10000000)
        self.bandwidth.setSingleStep(500)

        self.fetching_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.bandwidth)

        self.quiet_hours_label = QLabel(self.fetching)
        self.quiet_hours_label.setObjectName(u"quiet_hours_label")
        self.quiet_hours_label.setMinimumSize(QSize(168, 0))

        self.fetching_form.setWidget(1, QFormLayout.ItemRole.LabelRole, self.quiet_hours_label)

        self.quiet_hours = QLineEdit(self.fetching)
        self.quiet_hours.setObjectName(u"quiet_hours")
        self.quiet_hours.setMinimumSize(QSize(320, 0))
        sizePolicy.setHeightForWidth(self.quiet_hours.sizePolicy().hasHeightForWidth())
        self.quiet_hours.setSizePolicy(sizePolicy)

        self.fetching_form.setWidget(1, QFormLayout.ItemRole.FieldRole, self.quiet_hours)

        self.quiet_note = QLabel(self.fetching)
        self.quiet_note.setObjectName(u"quiet_note")
        self.quiet_note.setWordWrap(True)
        self.quiet_note.setProperty(u"look", u"warn")

        self.fetching_form.setWidget(2, QFormLayout.ItemRole.SpanningRole, self.quiet_note)

        self.fetch_on_metered = QCheckBox(self.fetching)
        self.fetch_on_metered.setObjectName(u"fetch_on_metered")

        self.fetching_form.setWidget(3, QFormLayout.ItemRole.SpanningRole, self.fetch_on_metered)

        self.fetching_note = QLabel(self.fetching)
        self.fetching_note.setObjectName(u"fetching_note")
        self.fetching_note.setWordWrap(True)
        self.fetching_note.setProperty(u"look", u"quiet")

        self.fetching_form.setWidget(4, QFormLayout.ItemRole.SpanningRole, self.fetching_note)


        self.outer.addWidget(self.fetching)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

#if QT_CONFIG(shortcut)
        self.proxy_label.setBuddy(self.proxy)
        self.proxy_address_label.setBuddy(self.proxy_address)
        self.pac_address_label.setBuddy(self.pac_address)
        self.bandwidth_label.setBuddy(self.bandwidth)
        self.quiet_hours_label.setBuddy(self.quiet_hours)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.proxy, self.proxy_address)
        QWidget.setTabOrder(self.proxy_address, self.pac_address)
        QWidget.setTabOrder(self.pac_address, self.bandwidth)
        QWidget.setTabOrder(self.bandwidth, self.quiet_hours)
        QWidget.setTabOrder(self.quiet_hours, self.fetch_on_metered)

        self.retranslateUi(SettingsNetwork)

        QMetaObject.connectSlotsByName(SettingsNetwork)
    # setupUi

    def retranslateUi(self, SettingsNetwork):
        self.proxy_title.setText(QCoreApplication.translate("SettingsNetwork", u"How the network is reached", None))
        self.proxy_label.setText(QCoreApplication.translate("SettingsNetwork", u"&Proxy", None))
        self.proxy.setItemText(0, QCoreApplication.translate("SettingsNetwork", u"As the system says", None))
        self.proxy.setItemText(1, QCoreApplication.translate("SettingsNetwork", u"None", None))
        self.proxy.setItemText(2, QCoreApplication.translate("SettingsNetwork", u"At an address", None))
        self.proxy.setItemText(3, QCoreApplication.translate("SettingsNetwork", u"By a configuration file (PAC)", None))

#if QT_CONFIG(accessibility)
        self.proxy.setAccessibleName(QCoreApplication.translate("SettingsNetwork", u"Proxy", None))
#endif // QT_CONFIG(accessibility)
        self.proxy_address_label.setText(QCoreApplication.translate("SettingsNetwork", u"&Address of the proxy", None))
#if QT_CONFIG(accessibility)
        self.proxy_address.setAccessibleName(QCoreApplication.translate("SettingsNetwork", u"Address of the proxy", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.proxy_address.setToolTip(QCoreApplication.translate("SettingsNetwork", u"Without a name or password: if the proxy wants a sign-in, ask your school\u2019s IT", None))
#endif // QT_CONFIG(tooltip)
        self.proxy_address.setPlaceholderText(QCoreApplication.translate("SettingsNetwork", u"http://proxy.school.example:8080", None))
        self.pac_address_label.setText(QCoreApplication.translate("SettingsNetwork", u"PA&C file", None))
#if QT_CONFIG(accessibility)
        self.pac_address.setAccessibleName(QCoreApplication.translate("SettingsNetwork", u"Address of the proxy configuration file", None))
#endif // QT_CONFIG(accessibility)
        self.pac_address.setPlaceholderText(QCoreApplication.translate("SettingsNetwork", u"http://proxy.school.example/proxy.pac", None))
        self.proxy_note.setText("")
        self.evidence_title.setText(QCoreApplication.translate("SettingsNetwork", u"Fetching evidence", None))
        self.bandwidth_label.setText(QCoreApplication.translate("SettingsNetwork", u"At &most", None))
#if QT_CONFIG(accessibility)
        self.bandwidth.setAccessibleName(QCoreApplication.translate("SettingsNetwork", u"Most kilobits a second for fetching evidence", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.bandwidth.setToolTip(QCoreApplication.translate("SettingsNetwork", u"Scores are never slowed down", None))
#endif // QT_CONFIG(tooltip)
        self.bandwidth.setSpecialValueText(QCoreApplication.translate("SettingsNetwork", u"as fast as it goes", None))
        self.bandwidth.setSuffix(QCoreApplication.translate("SettingsNetwork", u" kbit/s", None))
        self.quiet_hours_label.setText(QCoreApplication.translate("SettingsNetwork", u"&Quiet hours", None))
#if QT_CONFIG(accessibility)
        self.quiet_hours.setAccessibleName(QCoreApplication.translate("SettingsNetwork", u"Hours in which no evidence is fetched", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.quiet_hours.setToolTip(QCoreApplication.translate("SettingsNetwork", u"From and until, such as 08:00-15:30; empty for none", None))
#endif // QT_CONFIG(tooltip)
        self.quiet_hours.setPlaceholderText(QCoreApplication.translate("SettingsNetwork", u"08:00-15:30", None))
        self.quiet_note.setText("")
        self.fetch_on_metered.setText(QCoreApplication.translate("SettingsNetwork", u"Fetch over connections that are paid &by volume", None))
#if QT_CONFIG(accessibility)
        self.fetch_on_metered.setAccessibleName(QCoreApplication.translate("SettingsNetwork", u"Fetch over connections that are paid by volume", None))
#endif // QT_CONFIG(accessibility)
        self.fetching_note.setText(QCoreApplication.translate("SettingsNetwork", u"Scores and feedback are sent at all times and before any evidence.", None))
        pass
    # retranslateUi

